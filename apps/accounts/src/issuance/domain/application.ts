import { ages, hasEnded, stateWords, type Ages, type ApplicationState } from '@todoke/lifecycle';

/** Status of an approved application (the second half of R159). Dates are instants. */
export type Status =
  | 'to-check'
  | 'pre-notice-sent'
  | 'guidance-waiting'
  | 'issued'
  | 'permission-granted'
  | 'nothing-to-do'
  | 'pre-notice-undeliverable'
  | 'voided'
  | 'returned';

/**
 * The legal transitions. `to-check` after `guidance-waiting`: when ② was due, another application of what may be the
 * same institution had got its account, so a person has to check again. A late bounce of ① still ends such an
 * application. `returned` ends a round: the application waits for its prefecture, and is checked when that approves again.
 */
export const transitions: Readonly<Record<Status, readonly Status[]>> = {
  'to-check': [
    'pre-notice-sent',
    'guidance-waiting',
    'permission-granted',
    'nothing-to-do',
    'pre-notice-undeliverable',
    'returned',
  ],
  'pre-notice-sent': ['guidance-waiting', 'pre-notice-undeliverable'],
  'guidance-waiting': ['issued', 'permission-granted', 'nothing-to-do', 'pre-notice-undeliverable', 'to-check'],
  issued: ['voided'],
  'permission-granted': [],
  'nothing-to-do': [],
  'pre-notice-undeliverable': [],
  voided: [],
  returned: ['to-check'],
};

/** The state in the lifecycle that all services share. */
export function lifecycleState(status: Status): ApplicationState {
  switch (status) {
    case 'to-check':
      return 'approved';
    case 'permission-granted':
      return 'granted';
    case 'returned':
      return 'waiting';
    default:
      return status;
  }
}

/** 状態 as officials read it, the same at every desk. */
export const statusWord = (status: Status): string => stateWords[lifecycleState(status)];

/** The result of the check: a new institution that is none of those named, or one of the master. */
export type Decision =
  | { readonly kind: 'new'; readonly notThese: readonly string[] }
  | { readonly kind: 'existing'; readonly institution: string };

export interface Check {
  readonly decision: Decision;
  /** Subject of the secretariat's official. */
  readonly by: string;
  readonly at: Date;
}

interface Ended {
  readonly institution: string;
}

export type Progress =
  /** `preNoticeAcceptedAt`: the application came back from `guidance-waiting`, and ① need not be sent again. */
  | { readonly status: 'to-check'; readonly preNoticeAcceptedAt?: Date }
  | { readonly status: 'pre-notice-sent'; readonly check: Check }
  | {
      readonly status: 'guidance-waiting';
      readonly check: Check;
      readonly preNoticeAcceptedAt: Date;
      readonly dueAt: Date;
    }
  | {
      readonly status: 'issued';
      readonly institution: string;
      /** Whether the institution was added to the master with this account. */
      readonly institutionCreated: boolean;
      readonly person: string;
      readonly issuedAt: Date;
    }
  | ({ readonly status: 'permission-granted' } & Ended)
  | ({ readonly status: 'nothing-to-do' } & Ended)
  | { readonly status: 'pre-notice-undeliverable' }
  | ({ readonly status: 'voided' } & Ended)
  /** Without a reason where the prefecture withdrew its approval. */
  | { readonly status: 'returned'; readonly reason?: string };

/**
 * A transition that the table does not have. It is a fault of the program and never caught, so that nothing is saved.
 */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
  constructor(from: Status, to: Status) {
    super(`${from} → ${to}`);
  }
}

/** @throws IllegalTransition */
export function assertTransition(from: Status, to: Status): void {
  if (!transitions[from].includes(to)) throw new IllegalTransition(from, to);
}

export const isEnded = (status: Status): boolean => transitions[status].length === 0;

/** Whether ① was asked for, or another end of the check. An application goes back to its prefecture only before that. */
export const checkHasBegun = (progress: Progress): boolean =>
  progress.status !== 'to-check' || progress.preNoticeAcceptedAt !== undefined;

interface Dated {
  readonly status: Status;
  readonly submittedAt: Date;
  readonly approvedAt: Date;
  /** The instant of the last transition. */
  readonly changedAt: Date;
}

/**
 * The ages of an application. It waits for the secretariat from the approval until its end (R66), and for its prefecture
 * from its return on.
 */
export function agesOf({ status, submittedAt, approvedAt, changedAt }: Dated, now: Date): Ages {
  const state = lifecycleState(status);
  const since = hasEnded(state) || status === 'returned' ? changedAt : approvedAt;
  return ages({ state, submittedAt, since }, now);
}
