/** Where bodies with files are taken. */
export interface UploadPath {
  /** A path, and all below it. */
  readonly below: string;
  /** Bytes of a body at most, fields included. */
  readonly most: number;
}
