import { findMunicipality } from '@todoke/japan';
import { firstRound } from '@todoke/lifecycle';
import type { Application as Items } from '@todoke/application-form';
import type { Review } from './review.js';

/** The review of an application from an institution itself; it waits for its prefecture (申請済). */
export const openReview = (
  number: string,
  items: Items,
  address: string,
  receivedAt: Date,
  round = firstRound,
): Review => ({
  number,
  version: 1,
  round,
  route: 'self',
  prefecture: items.prefecture,
  municipalityCode: findMunicipality(items.prefecture, items.municipality)?.code,
  items,
  address,
  receivedAt,
  state: { name: 'waiting' },
  heard: 0,
  possibleDuplicate: false,
  told: false,
});

/**
 * The review of an application that comes to its prefecture once more, after it went back (R159): it waits again, with
 * what the institution wrote now. What was decided in the round before stands in the history.
 * @returns undefined where the review has this round already, or a later one
 */
export const openAgain = (known: Review, coming: Review): Review | undefined =>
  coming.round > known.round
    ? { ...coming, possibleDuplicate: known.possibleDuplicate, version: known.version + 1 }
    : undefined;

/** An application that accounts sent back: the round that begins, since when, and the version there. */
export interface Returned {
  readonly round: number;
  readonly at: Date;
  readonly version: number;
}

/**
 * The approved application waits for its prefecture again (R46).
 * @returns the review, the same object where it has this round already, or a later one; undefined where the approval of
 * the round before is not here (yet)
 */
export function reopen(known: Review, { round, at, version }: Returned): Review | undefined {
  if (round <= known.round) return known;
  const approved = known.state.name !== 'waiting' && known.state.name !== 'rejected';
  if (round > known.round + 1 || !approved) return undefined;
  return { ...known, round, version: known.version + 1, heard: version, state: { name: 'waiting', since: at } };
}
