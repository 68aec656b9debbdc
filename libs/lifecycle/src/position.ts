/**
 * The position of an application in its lifecycle. Events about it come twice and out of order. A projection that keeps
 * the event with the latest position ends in the same state as every other.
 */
import type { ApplicationState } from './states.js';

/** Stages of a round: 1 before the prefecture, 2 decided or withdrawn there, 3 at accounts. */
export type Stage = 1 | 2 | 3;

export interface Position {
  /** From 1 on. Raised when the application goes back to its prefecture, by 差戻し or by the undoing of an approval. */
  readonly round: number;
  readonly stage: Stage;
  /** Version of the application at the service that announced the event; raised by every change there. */
  readonly version: number;
}

/** The round of an event or a row that has none. */
export const firstRound = 1;

/** The round as an event carries it: absent where it is the first. */
export const toldRound = (round: number): { readonly round?: number } => (round === firstRound ? {} : { round });

/** The stage of a state. 差戻し and the undoing of an approval begin stage 1 of the next round. */
export function stageOf(state: ApplicationState): Stage {
  switch (state) {
    case 'waiting':
      return 1;
    case 'approved':
    case 'rejected':
    case 'withdrawn':
      return 2;
    default:
      return 3;
  }
}

/**
 * The position of a state.
 * @param told the round of an event, if it has one, and the version of its aggregate
 */
export const positionOf = (
  state: ApplicationState,
  told: { readonly round?: number | undefined; readonly version: number },
): Position => ({ round: told.round ?? firstRound, stage: stageOf(state), version: told.version });

/**
 * Compares by round, then stage, then version: negative where `one` is the earlier, positive where it is the later,
 * else 0.
 */
export const comparePositions = (one: Position, other: Position): number =>
  one.round - other.round || one.stage - other.stage || one.version - other.version;

export const isNewer = (news: Position, known: Position): boolean => comparePositions(news, known) > 0;
