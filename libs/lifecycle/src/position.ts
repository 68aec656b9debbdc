/**
 * How far an application has come. Events about it come twice and out of order; whoever keeps the newest of them compares
 * positions, so that every service ends at the same state.
 */
import type { ApplicationState } from './states.js';

/**
 * Along the way of an application: 1 it lies before its prefecture, 2 the prefecture has decided or it was withdrawn
 * there, 3 accounts has gone on with it.
 */
export type Stage = 1 | 2 | 3;

export interface Position {
  /** From 1 on. Raised when the application goes back to its prefecture: by 差戻し, or by an approval that is undone. */
  readonly round: number;
  readonly stage: Stage;
  /** Of the application at the service that spoke; grows with every change there. */
  readonly version: number;
}

/** Of an event or a row that says nothing of rounds. */
export const firstRound = 1;

/** A round as an event tells it: not at all where it is the first. */
export const toldRound = (round: number): { readonly round?: number } => (round === firstRound ? {} : { round });

/** The stage at which an application gets into a state. What sends it back opens stage 1 of the next round. */
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

/** @param told what an event says: its round, if it says one, and the version of its aggregate */
export const positionOf = (
  state: ApplicationState,
  told: { readonly round?: number | undefined; readonly version: number },
): Position => ({ round: told.round ?? firstRound, stage: stageOf(state), version: told.version });

/** Negative where `one` is the earlier, positive where it is the later, 0 where they are the same: round, stage, version. */
export const comparePositions = (one: Position, other: Position): number =>
  one.round - other.round || one.stage - other.stage || one.version - other.version;

export const isNewer = (news: Position, known: Position): boolean => comparePositions(news, known) > 0;
