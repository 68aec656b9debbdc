import { ages, hasEnded, stateWords, type Ages, type ApplicationState } from '@todoke/lifecycle';

/** An approved application on its way to an account (the lower half of R159). Dates are instants. */
export type Status =
  | 'to-check'
  | 'pre-notice-sent'
  | 'guidance-waiting'
  | 'issued'
  | 'permission-granted'
  | 'nothing-to-do'
  | 'pre-notice-undeliverable'
  | 'voided';

/**
 * What may follow what. `to-check` after `guidance-waiting`: at the moment of issuing another application of what may
 * be the same institution has got its account, and a person has to look again; a late bounce of ① still ends it then.
 */
export const transitions: Readonly<Record<Status, readonly Status[]>> = {
  'to-check': ['pre-notice-sent', 'guidance-waiting', 'permission-granted', 'nothing-to-do', 'pre-notice-undeliverable'],
  'pre-notice-sent': ['guidance-waiting', 'pre-notice-undeliverable'],
  'guidance-waiting': ['issued', 'permission-granted', 'nothing-to-do', 'pre-notice-undeliverable', 'to-check'],
  issued: ['voided'],
  'permission-granted': [],
  'nothing-to-do': [],
  'pre-notice-undeliverable': [],
  voided: [],
};

/** The state in the words that all services share. */
export function lifecycleState(status: Status): ApplicationState {
  switch (status) {
    case 'to-check':
      return 'approved';
    case 'permission-granted':
      return 'granted';
    default:
      return status;
  }
}

/** 状態 as officials read it, the same at every desk. */
export const statusWord = (status: Status): string => stateWords[lifecycleState(status)];

/** What the check found: a new institution that is none of those named, or one that the master has. */
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
  /** `preNoticeAcceptedAt`: it comes back from `guidance-waiting`, and ① need not be sent again. */
  | { readonly status: 'to-check'; readonly preNoticeAcceptedAt?: Date }
  | { readonly status: 'pre-notice-sent'; readonly check: Check }
  | { readonly status: 'guidance-waiting'; readonly check: Check; readonly preNoticeAcceptedAt: Date; readonly dueAt: Date }
  | {
      readonly status: 'issued';
      readonly institution: string;
      /** The institution came into the master with this account. */
      readonly institutionCreated: boolean;
      readonly person: string;
      readonly issuedAt: Date;
    }
  | ({ readonly status: 'permission-granted' } & Ended)
  | ({ readonly status: 'nothing-to-do' } & Ended)
  | { readonly status: 'pre-notice-undeliverable' }
  | ({ readonly status: 'voided' } & Ended);

/** A step that the table does not have. Never caught: it is a fault of the program and nothing may be saved. */
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

interface Dated {
  readonly status: Status;
  readonly submittedAt: Date;
  readonly approvedAt: Date;
  /** When it got into its status. */
  readonly changedAt: Date;
}

/** It lies before the secretariat from the approval until its end (R66). */
export function agesOf({ status, submittedAt, approvedAt, changedAt }: Dated, now: Date): Ages {
  const state = lifecycleState(status);
  return ages({ state, submittedAt, since: hasEnded(state) ? changedAt : approvedAt }, now);
}
