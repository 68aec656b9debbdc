import { firstRound, isNewer, type Position, positionOf, stageOf } from '@todoke/lifecycle';
import { lifecycleState, type Outcome, type Review, type ReviewState } from './review.js';

/** Progress of an approved application, as another service announced it. */
export interface Progress {
  readonly outcome: Outcome;
  readonly at: Date;
  /**
   * Round of the application. Absent in an event of accounts: 1. Absent for the outcome of a mail: the present round.
   */
  readonly round?: number | undefined;
  /** Version of the application at accounts. Absent for the outcome of a mail. */
  readonly version?: number;
}

/**
 * Applies progress of an approved application (R159). Older progress changes nothing. The acceptance of a mail changes
 * nothing once accounts has ended the application.
 * @returns the review, the same object where nothing changed; undefined where that round is not approved (yet)
 */
export function follow(review: Review, progress: Progress): Review | undefined {
  const { state } = review;
  const { outcome, at, version } = progress;
  const round = roundOf(review, progress);
  if (round < review.round) return review;
  if (round > review.round || state.name === 'waiting' || state.name === 'rejected') return undefined;
  const newer =
    version === undefined
      ? state.name === 'approved' || state.name === 'pre-notice-sent'
      : isNewer(positionOf(lifecycleState(outcome), { round, version }), heardOf(review));
  if (!newer) return review;
  // The mail was accepted before accounts was heard to have asked for it.
  const late = outcome === 'pre-notice-sent' && state.name === 'pre-noticed';
  return {
    ...review,
    version: review.version + 1,
    heard: version ?? review.heard,
    state: late ? state : { ...approvalOf(state), name: outcome, since: at },
  };
}

const approvalOf = ({ decision, undoing }: Extract<ReviewState, { readonly name: 'approved' | Outcome }>) => ({
  decision,
  ...(undoing && { undoing }),
});

/**
 * The outcome of a mail belongs to the present round: an application can go back to its prefecture only before ① is
 * asked for.
 */
export const roundOf = (review: Review, { round, version }: Progress): number =>
  version === undefined ? review.round : (round ?? firstRound);

const heardOf = ({ round, state, heard }: Review): Position => ({
  round,
  stage: stageOf(lifecycleState(state.name)),
  version: heard,
});
