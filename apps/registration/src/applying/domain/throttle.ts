/** At most `times` within `minutes`; a fixed window that begins with the first attempt. */
export interface Limit {
  readonly times: number;
  readonly minutes: number;
}

/**
 * Rate limits (R20).
 * Mail address: nobody's mailbox may be flooded. Session: one browser must not flood the form.
 */
export const limits = {
  codeToAddress: { times: 6, minutes: 60 },
  codeOfSession: { times: 10, minutes: 60 },
  robotCheckOfSession: { times: 30, minutes: 10 },
  codeEntryOfSession: { times: 30, minutes: 10 },
  formOfSession: { times: 240, minutes: 10 },
  /** Rendering a PDF takes more processor time than any page. */
  downloadOfSession: { times: 20, minutes: 10 },
} as const satisfies Record<string, Limit>;

/** The key of a mailbox: without case and without a subaddress (`+…`, RFC 5233). */
export const letterBoxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');

export type LimitName = keyof typeof limits;

export const windowEnd = ({ minutes }: Limit, begin: Date): Date => new Date(begin.getTime() + minutes * 60_000);
