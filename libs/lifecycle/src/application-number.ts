/** 申請番号: `APF-` and eight digits (R41). */

/** Whether a text is an application number. Half-width only: a number is copied, not typed. */
export const isApplicationNumber = (text: unknown): text is string =>
  typeof text === 'string' && /^APF-\d{8}$/.test(text);

/** The first number of proxy applications (R74). Numbers of institutions themselves are lower. */
export const firstProxyNumber = 50_000_000;

/**
 * @param count from a sequence, 1 … 99,999,999
 * @returns such as APF-00000001
 */
export const applicationNumber = (count: number | bigint): string => `APF-${String(count).padStart(8, '0')}`;
