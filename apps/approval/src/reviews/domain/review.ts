import type { Application as Items } from '@todoke/application-form';
import { ages, type Ages, type ApplicationState, hasEnded, type Route } from '@todoke/lifecycle';

/** Who decided or asked for something, and when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/**
 * Outcomes of an approved application at accounts (R159). `pre-notice-sent`: 確認完了, and ① was asked for.
 * `pre-noticed`: ① was accepted. `voided` follows `issued` where ② bounced.
 */
export const outcomes = [
  'pre-notice-sent',
  'pre-noticed',
  'issued',
  'granted',
  'nothing-to-do',
  'pre-notice-undeliverable',
  'voided',
] as const;
export type Outcome = (typeof outcomes)[number];

export type ReviewState =
  /** `since`: it came back, by 差戻し or by the undoing of its approval. Absent: it waits since it was received. */
  | { readonly name: 'waiting'; readonly since?: Date }
  | { readonly name: 'rejected'; readonly decision: Decision; readonly reason: string }
  | ({ readonly name: 'approved' } & Approved)
  | ({ readonly name: Outcome; readonly since: Date } & Approved);

interface Approved {
  readonly decision: Decision;
  /** An official wanted the approval undone. accounts decides whether it is not too late (R46). */
  readonly undoing?: Decision;
}

export type StateName = ReviewState['name'];
export const stateNames = ['waiting', 'approved', 'rejected', ...outcomes] as const satisfies readonly StateName[];

/** One application as its prefecture has it, from its arrival to the account. */
export interface Review {
  /** `APF-` and eight digits (R41). */
  readonly number: string;
  /** Raised by every change; events about this review carry it. */
  readonly version: number;
  /** Round: how often the application came to its prefecture, from 1 on. */
  readonly round: number;
  readonly route: Route;
  readonly prefecture: string;
  /** Five digits (JIS X 0401, 0402); absent where the municipality's name is unknown. */
  readonly municipalityCode?: string | undefined;
  readonly items: Items;
  /** The verified mail address. */
  readonly address: string;
  readonly receivedAt: Date;
  readonly state: ReviewState;
  /** The newest version of the application at accounts that was applied; 0 for none. */
  readonly heard: number;
  /** Whether another entry may be the same institution (R162), as far as it was looked for. */
  readonly possibleDuplicate: boolean;
  /** Whether the prefecture has told whom it had to, such as of an account that was voided (連絡済み). */
  readonly told: boolean;
}

/** The state in the lifecycle that all services share. */
export const lifecycleState = (name: StateName): ApplicationState =>
  name === 'pre-noticed' ? 'guidance-waiting' : name;

/** What an age depends on. */
type Dated = Pick<Review, 'state' | 'receivedAt'>;

/**
 * The instant at which the application came to the desk that it waits for: the prefecture at its receipt or its return,
 * the secretariat at its approval. For an application that has ended: the instant of its end.
 */
export function stageBegan({ state, receivedAt }: Dated): Date {
  switch (state.name) {
    case 'waiting':
      return state.since ?? receivedAt;
    case 'approved':
    case 'rejected':
    case 'pre-notice-sent':
    case 'pre-noticed':
      return state.decision.at;
    default:
      return state.since;
  }
}

/** Whether a desk still has something to do. R48 names the ends. */
export const isOpen = ({ name }: ReviewState): boolean => !hasEnded(lifecycleState(name));

export const agesOf = (review: Dated, now: Date): Ages =>
  ages({ state: lifecycleState(review.state.name), submittedAt: review.receivedAt, since: stageBegan(review) }, now);
