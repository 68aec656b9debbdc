import type { Application as Items } from '@todoke/application-form';
import { approve, type Filed } from './decide.js';
import type { Official } from './official.js';
import { openReview } from './open.js';
import type { Review } from './review.js';

/**
 * A prefecture applies for an institution (R74). No address has to be verified, and filing is the approval.
 * @returns undefined where the official may not decide on what is filed, such as another prefecture's
 */
export function fileProxy(number: string, items: Items, official: Official, now: Date): Filed | undefined {
  const filed: Review = { ...openReview(number, items, items.email, now), route: 'proxy' };
  const decided = official.role === 'prefecture' ? approve(filed, official, now) : undefined;
  if (decided?.kind !== 'changed') return undefined;
  const { review, event } = decided;
  return {
    review,
    steps: [
      { review: filed, event: { name: 'filed', by: official.sub, at: now } },
      { review, event },
    ],
  };
}
