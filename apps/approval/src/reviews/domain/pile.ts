import type { Review } from './review.js';
import { type ReviewWarning, warningsOf } from './warnings.js';

/**
 * The piles into which 申請一覧 sorts what a prefecture has to do. An application that waits is in one of the first
 * three; one that ended so that somebody has to be told is in the last.
 */
export const piles = ['clean', 'check', 'duplicate', 'undeliverable'] as const;
export type Pile = (typeof piles)[number];

export const isPile = (text: unknown): text is Pile => (piles as readonly unknown[]).includes(text);

/** The pile of an application that waits for its prefecture. A possible duplicate goes before all other warnings. */
export function pileOfWarnings(warnings: readonly ReviewWarning[]): Exclude<Pile, 'undeliverable'> {
  if (warnings.includes('duplicate')) return 'duplicate';
  return warnings.length > 0 ? 'check' : 'clean';
}

/** @returns undefined where the prefecture has nothing to do */
export function pileOf(review: Review): Pile | undefined {
  switch (review.state.name) {
    case 'waiting':
      return pileOfWarnings(warningsOf(review));
    case 'pre-notice-undeliverable':
    case 'voided':
      return review.told ? undefined : 'undeliverable';
    case 'granted':
      // After a proxy application no mail tells the user about the permission (R76).
      return review.route === 'proxy' && !review.told ? 'undeliverable' : undefined;
    default:
      return undefined;
  }
}
