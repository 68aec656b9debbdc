import type { Application as Items } from '@todoke/application-form';

/** Who decided, and when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/**
 * What happens to an approved application at accounts (R159). `pre-noticed`: mail ① arrived; `issued`,
 * `granted`, `nothing-to-do`, `not-issued` and `pre-notice-undeliverable` are ends; `voided` follows `issued`
 * when ② bounced.
 */
export const outcomes = [
  'pre-noticed',
  'issued',
  'granted',
  'nothing-to-do',
  'pre-notice-undeliverable',
  'not-issued',
  'voided',
] as const;
export type Outcome = (typeof outcomes)[number];

export type ReviewState =
  | { readonly name: 'waiting' }
  | { readonly name: 'rejected'; readonly decision: Decision; readonly reason: string }
  | { readonly name: 'approved'; readonly decision: Decision }
  | { readonly name: Outcome; readonly decision: Decision; readonly since: Date };

export type StateName = ReviewState['name'];
export const stateNames = [
  'waiting',
  'approved',
  'rejected',
  ...outcomes,
] as const satisfies readonly StateName[];

/** A prefecture's view of one application, from its arrival to the account. */
export interface Review {
  /** `APF-` and eight digits (R41). */
  readonly number: string;
  /** Grows with every change; events of this review carry it. */
  readonly version: number;
  readonly route: 'self' | 'proxy';
  readonly prefecture: string;
  /** Five digits (JIS X 0402), where the municipality's name is a known one. */
  readonly municipalityCode?: string | undefined;
  readonly items: Items;
  /** The verified mail address. */
  readonly address: string;
  readonly receivedAt: Date;
  readonly state: ReviewState;
  /** The newest version of the application at accounts that was heard of; 0 for none. */
  readonly heard: number;
}

/** When the present stage began. */
export function stageBegan({ state, receivedAt }: Review): Date {
  switch (state.name) {
    case 'waiting':
      return receivedAt;
    case 'approved':
    case 'rejected':
      return state.decision.at;
    default:
      return state.since;
  }
}

/** Whether somebody still has something to do (R48 names the ends). */
export const isOpen = ({ name }: ReviewState): boolean =>
  name === 'waiting' || name === 'approved' || name === 'pre-noticed';
