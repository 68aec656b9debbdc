import { atTokyo, dayInTokyo } from '@todoke/japan';
import { isOpen, stageBegan, type Review } from './review.js';

const midnight = (instant: Date): number => atTokyo(dayInTokyo(instant)).getTime();

/** Days of the calendar in Japan from one instant to another. */
export const daysBetween = (from: Date, to: Date): number =>
  Math.round((midnight(to) - midnight(from)) / 86_400_000);

/** After two weeks somebody should have a look (R66). */
export const lateAfterDays = 14;

export interface Ages {
  /** 経過日数 since the application; until its end, where it has ended. */
  readonly total: number;
  /** Days in the present stage; absent where it has ended. */
  readonly stage?: number;
  readonly late: boolean;
}

export function ages(review: Review, now: Date): Ages {
  const began = stageBegan(review);
  if (!isOpen(review.state)) return { total: daysBetween(review.receivedAt, began), late: false };
  const stage = daysBetween(began, now);
  return { total: daysBetween(review.receivedAt, now), stage, late: stage > lateAfterDays };
}
