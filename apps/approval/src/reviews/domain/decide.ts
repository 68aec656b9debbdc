import { decides, type Official } from './official.js';
import type { Review } from './review.js';

/** What an official did. The history stores it, and events are announced from it. */
export type ReviewEvent =
  | { readonly name: 'filed'; readonly by: string; readonly at: Date }
  | { readonly name: 'approved'; readonly by: string; readonly at: Date }
  | { readonly name: 'rejected'; readonly by: string; readonly at: Date; readonly reason: string }
  /** The approval is to be undone. */
  | { readonly name: 'undo-asked'; readonly by: string; readonly at: Date };

export type Refusal =
  'not-yours-to-decide' | 'already-decided' | 'came-back' | 'reason-missing' | 'reason-too-long' | 'check-begun' | 'rejection-sent';

export type Decided =
  | { readonly kind: 'changed'; readonly review: Review; readonly event: ReviewEvent }
  /** The same official decided the same before: a second click changes nothing. */
  | { readonly kind: 'unchanged'; readonly review: Review }
  | { readonly kind: 'refused'; readonly why: Refusal };

/** Longest 却下理由, in characters. */
export const longestReason = 1000;

/**
 * 承認する (R46).
 * @param seen the round that the official saw; absent: whichever it is
 */
export function approve(review: Review, official: Official, now: Date, seen = review.round): Decided {
  if (!decides(official, review)) return { kind: 'refused', why: 'not-yours-to-decide' };
  if (seen !== review.round) return { kind: 'refused', why: 'came-back' };
  const { state } = review;
  if (state.name === 'waiting') {
    const decision = { by: official.sub, at: now };
    return changed(review, { name: 'approved', decision }, { name: 'approved', ...decision });
  }
  const again = state.name !== 'rejected' && state.decision.by === official.sub;
  return again ? { kind: 'unchanged', review } : { kind: 'refused', why: 'already-decided' };
}

/** 却下する: only with a reason, which the applicant reads in the mail (R64). */
export function reject(
  review: Review,
  official: Official,
  reason: string,
  now: Date,
  seen = review.round,
): Decided {
  if (!decides(official, review)) return { kind: 'refused', why: 'not-yours-to-decide' };
  if (seen !== review.round) return { kind: 'refused', why: 'came-back' };
  const told = reason.trim();
  if (told === '') return { kind: 'refused', why: 'reason-missing' };
  if ([...told].length > longestReason) return { kind: 'refused', why: 'reason-too-long' };
  const { state } = review;
  if (state.name === 'waiting') {
    const decision = { by: official.sub, at: now };
    return changed(
      review,
      { name: 'rejected', decision, reason: told },
      { name: 'rejected', ...decision, reason: told },
    );
  }
  const again = state.name === 'rejected' && state.decision.by === official.sub && state.reason === told;
  return again ? { kind: 'unchanged', review } : { kind: 'refused', why: 'already-decided' };
}

/**
 * Wants an approval undone (R46). It is undone once accounts says that its check had not begun. Repeated, or where the
 * application came back already, nothing changes. A rejection stays, since its mail is on its way.
 * @param seen the round that the official saw; absent: whichever it is
 */
export function undoApproval(review: Review, official: Official, now: Date, seen = review.round): Decided {
  if (!decides(official, review)) return { kind: 'refused', why: 'not-yours-to-decide' };
  // Its approval of then was undone.
  if (seen < review.round) return { kind: 'unchanged', review };
  const { state } = review;
  switch (state.name) {
    case 'waiting':
      return { kind: 'unchanged', review };
    case 'rejected':
      return { kind: 'refused', why: 'rejection-sent' };
    case 'approved': {
      if (state.undoing !== undefined) return { kind: 'unchanged', review };
      const undoing = { by: official.sub, at: now };
      return changed(review, { ...state, undoing }, { name: 'undo-asked', ...undoing });
    }
    default:
      return { kind: 'refused', why: 'check-begun' };
  }
}

const changed = (review: Review, state: Review['state'], event: ReviewEvent): Decided => ({
  kind: 'changed',
  review: { ...review, state, version: review.version + 1 },
  event,
});

/** A review that was filed here (R74), step by step: each event with the review as it was after that step. */
export interface Filed {
  readonly review: Review;
  readonly steps: readonly { readonly review: Review; readonly event: ReviewEvent }[];
}
