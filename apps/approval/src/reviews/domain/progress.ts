import { firstRound, isNewer, type Position, positionOf, stageOf } from '@todoke/lifecycle';
import { lifecycleState, type Outcome, type Review } from './review.js';

/** What another service told of an application that was approved here. */
export interface Progress {
  readonly outcome: Outcome;
  readonly at: Date;
  /** Of the application; absent: the first, or, for what a mail's outcome tells, the present one. */
  readonly round?: number | undefined;
  /** Version of the application at accounts; absent for what a mail's outcome tells. */
  readonly version?: number;
}

/**
 * Takes note of what became of an approved application (R159). What is older than what was heard before
 * changes nothing, and a mail that arrived says nothing new once accounts has closed the matter.
 * @returns the review, the same object when nothing changed; undefined when that round was not approved (yet)
 */
export function follow(review: Review, progress: Progress): Review | undefined {
  const { state } = review;
  const { outcome, at, version } = progress;
  const round = roundOf(review, progress);
  if (round < review.round) return review;
  if (round > review.round || state.name === 'waiting' || state.name === 'rejected') return undefined;
  const newer =
    version === undefined
      ? state.name === 'approved'
      : isNewer(positionOf(lifecycleState(outcome), { round, version }), heardOf(review));
  if (!newer) return review;
  return {
    ...review,
    version: review.version + 1,
    heard: version ?? review.heard,
    state: { name: outcome, decision: state.decision, since: at },
  };
}

/** The mail ① of an earlier round was never asked for: an application goes back only before. */
export const roundOf = (review: Review, { round, version }: Progress): number =>
  version === undefined ? review.round : (round ?? firstRound);

const heardOf = ({ round, state, heard }: Review): Position => ({
  round,
  stage: stageOf(lifecycleState(state.name)),
  version: heard,
});
