/**
 * Versions that the secretariat publishes are corrections of one that is shipped, and have numbers of their own: 1001
 * is the first correction of version 1. So a later release may ship version 2.
 */
const perShipped = 1_000;

/** The number of the next correction of a version. @param known the numbers of all versions of the form */
export function nextCorrection(version: number, known: readonly number[]): number {
  const base = shippedOf(version) * perShipped;
  const corrections = known.filter((number) => number > base && number < base + perShipped);
  return Math.max(base, ...corrections) + 1;
}

const shippedOf = (version: number): number => (version < perShipped ? version : Math.floor(version / perShipped));

/** 「第1版」, 「第1版 修正2」 */
export const versionWord = (version: number): string =>
  version < perShipped ? `第${version}版` : `第${shippedOf(version)}版 修正${version % perShipped}`;
