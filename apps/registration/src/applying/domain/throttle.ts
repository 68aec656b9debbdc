/** At most `times` within `minutes`; the window begins with the first time. */
export interface Limit {
  readonly times: number;
  readonly minutes: number;
}

/**
 * How often somebody may do what costs others something (R20).
 * Mail address: somebody else's letter box must not be filled. Session: one browser must not flood the form.
 */
export const limits = {
  codeToAddress: { times: 6, minutes: 60 },
  codeOfSession: { times: 10, minutes: 60 },
  robotCheckOfSession: { times: 30, minutes: 10 },
  codeEntryOfSession: { times: 30, minutes: 10 },
  formOfSession: { times: 240, minutes: 10 },
  /** Drawing a PDF keeps the process busy for longer than any page. */
  downloadOfSession: { times: 20, minutes: 10 },
} as const satisfies Record<string, Limit>;

/** Of one letter box: neither case nor what follows a plus makes another (RFC 5233). */
export const letterBoxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@)/, '');

export type LimitName = keyof typeof limits;

export const windowEnd = ({ minutes }: Limit, begin: Date): Date => new Date(begin.getTime() + minutes * 60_000);
