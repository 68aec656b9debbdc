/** One refused field. `field` is '' for what concerns the form as a whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
