/** A mail that the sink accepted. */
export interface Arrival {
  /** Time of its last byte, milliseconds since 1970. */
  readonly at: number;
  /** Of the Message-ID, the part before the @: the mail's id at notifications. */
  readonly id: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  /** The whole message, where requested. */
  readonly raw?: string;
}

/** Message to the sink process. */
export interface SinkOrder {
  /** Whether whole messages are reported from now on. */
  readonly keepsWhole: boolean;
}

/** Message from the sink process. */
export type SinkWord = { readonly port: number } | { readonly arrived: readonly Arrival[] };
