/** A mail that the sink accepted. */
export interface Arrival {
  /** Milliseconds since 1970, when its last byte was there. */
  readonly at: number;
  /** Of the Message-ID, the part before the @: the mail's id at notifications. */
  readonly id: string;
  readonly subject: string;
  readonly recipients: readonly string[];
  /** The whole message, where that was asked for. */
  readonly raw?: string;
}

/** What the sink is told. */
export interface SinkOrder {
  /** Whether whole messages are handed on from now on. */
  readonly keepsWhole: boolean;
}

/** What the sink tells. */
export type SinkWord = { readonly port: number } | { readonly arrived: readonly Arrival[] };
