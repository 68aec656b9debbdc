import type { Outcome, Review } from './review.js';

/** What another service told of an application that was approved here. */
export interface Progress {
  readonly outcome: Outcome;
  readonly at: Date;
  /** Version of the application at accounts; absent for what a mail's outcome tells. */
  readonly version?: number;
}

/**
 * Takes note of what became of an approved application (R159). What is older than what was heard before
 * changes nothing, and a mail that arrived says nothing new once accounts has closed the matter.
 * @returns the review, the same object when nothing changed; undefined when it was not approved (yet)
 */
export function follow(review: Review, { outcome, at, version }: Progress): Review | undefined {
  const { state } = review;
  if (state.name === 'waiting' || state.name === 'rejected') return undefined;
  const newer = version === undefined ? state.name === 'approved' : version > review.heard;
  if (!newer) return review;
  return {
    ...review,
    version: review.version + 1,
    heard: version ?? review.heard,
    state: { name: outcome, decision: state.decision, since: at },
  };
}
