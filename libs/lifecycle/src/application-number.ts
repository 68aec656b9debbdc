/** 申請番号: `APF-` and eight digits (R41). */

/** Half-width only: a number is copied, not typed. */
export const isApplicationNumber = (text: unknown): text is string =>
  typeof text === 'string' && /^APF-\d{8}$/.test(text);

/** From here on numbers are those of proxy applications (R74); institutions' own stay below. */
export const firstProxyNumber = 50_000_000;

/** @param count 1 … 99,999,999, drawn from a sequence, so that each is given once */
export const applicationNumber = (count: number | bigint): string => `APF-${String(count).padStart(8, '0')}`;
