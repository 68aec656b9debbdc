import { type ApplicationState, isNewer, positionOf } from '@todoke/lifecycle';

/**
 * What became of an application after 申請する (R159), as other services tell it. Registration decides none of
 * this; it keeps what it heard, in whatever order it came.
 */
export const statuses = [
  'submitted',
  'approved',
  'rejected',
  'pre-notice-sent',
  'undeliverable',
  'nothing-to-do',
  'permission-granted',
  'issued',
  'voided',
] as const;

export type Status = (typeof statuses)[number];

/** The state in the words that all services share. */
export function lifecycleState(status: Status): ApplicationState {
  switch (status) {
    case 'submitted':
      return 'waiting';
    case 'undeliverable':
      return 'pre-notice-undeliverable';
    case 'permission-granted':
      return 'granted';
    default:
      return status;
  }
}

/**
 * Which status may follow which. A status without a follower is final (R48). 権限付与 and 対応不要 may follow ① as well:
 * another application of the same institution got its account while this one waited for ② (R162).
 */
export const followers: Readonly<Record<Status, readonly Status[]>> = {
  submitted: ['approved', 'rejected'],
  approved: ['pre-notice-sent', 'permission-granted', 'nothing-to-do'],
  rejected: [],
  'pre-notice-sent': ['issued', 'undeliverable', 'permission-granted', 'nothing-to-do'],
  undeliverable: [],
  'nothing-to-do': [],
  'permission-granted': [],
  issued: ['voided'],
  voided: [],
};

export const isFinal = (status: Status): boolean => followers[status].length === 0;

/** Whether `later` comes somewhere after `earlier`. */
export const comesAfter = (later: Status, earlier: Status): boolean =>
  followers[earlier].some((next) => next === later || comesAfter(later, next));

export type Heard = 'newer' | 'known' | 'older' | 'contradiction';

/**
 * How a status that was just heard stands to the one that is known, both of one round. Events overtake each other, so a status may
 * be skipped and told later (`older`): then it belongs to the history, but does not overwrite.
 */
export function hear(known: Status, heard: Status): Heard {
  if (known === heard) return 'known';
  if (comesAfter(heard, known)) return 'newer';
  return comesAfter(known, heard) ? 'older' : 'contradiction';
}

/** A status as somebody told it. */
export interface Told {
  readonly status: Status;
  /** How often the application had gone to its prefecture by then, from 1 on. */
  readonly round: number;
  /** Of the application at the service that told it. */
  readonly version: number;
}

/** The same over all rounds: what is of a later round is newer than all of an earlier one. */
export function compare(known: Told, heard: Told): Heard {
  const inRound = known.round === heard.round ? hear(known.status, heard.status) : undefined;
  if (inRound === 'known' || inRound === 'contradiction') return inRound;
  const position = (told: Told) => positionOf(lifecycleState(told.status), told);
  return isNewer(position(heard), position(known)) ? 'newer' : 'older';
}
