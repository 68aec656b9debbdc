import { pauseAfter } from './retry-policy.js';

/** 送信待ち → 送信完了 | 送信失敗. What failed for good can be sent again by hand. */
export type DeliveryState = 'waiting' | 'delivered' | 'given-up';

/** One fact on its way to one address. */
export interface Delivery {
  readonly id: string;
  readonly endpoint: string;
  readonly type: string;
  /** As it is sent and signed. */
  readonly body: string;
  readonly createdAt: Date;
  readonly state: DeliveryState;
  /** How often it was tried since it last began. */
  readonly attempts: number;
  /** When it is tried next. */
  readonly nextAt: Date;
  readonly triedAt?: Date;
  /** HTTP status of the last answer. */
  readonly status?: number;
  /** Why there was no answer. */
  readonly error?: string;
  readonly tookMs?: number;
}

/** What came of an attempt. */
interface Answer {
  readonly status?: number;
  readonly error?: string;
  /** Milliseconds that the receiver asks to wait. */
  readonly wait?: number;
  readonly tookMs: number;
}

/** 2xx alone: a redirect is not followed. */
export const isTaken = ({ status }: Pick<Answer, 'status'>): boolean =>
  status !== undefined && status >= 200 && status <= 299;

/** 410: the receiver wants nothing more (Standard Webhooks). */
export const isGone = ({ status }: Pick<Answer, 'status'>): boolean => status === 410;

/** The delivery after an attempt. */
export function afterAttempt(delivery: Delivery, answer: Answer, now: Date): Delivery {
  const { status: _status, error: _error, ...rest } = delivery;
  const { status, error, wait, tookMs } = answer;
  const pause = pauseAfter(delivery.attempts, wait);
  const state = isTaken(answer) ? 'delivered' : pause === undefined || isGone(answer) ? 'given-up' : 'waiting';
  return {
    ...rest,
    state,
    nextAt: state === 'waiting' ? new Date(now.getTime() + (pause ?? 0)) : now,
    triedAt: now,
    tookMs,
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  };
}

/** もう一度送る: from now on, with all its attempts, under the same id. */
export const sentAgain = (delivery: Delivery, now: Date): Delivery => ({
  ...delivery,
  state: 'waiting',
  attempts: 0,
  nextAt: now,
});
