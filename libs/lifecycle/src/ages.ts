/**
 * How old an application is, in days of the calendar in Japan. Applicants are told 1–2 weeks from their application on
 * (R51), and the secretariat has 1–2 weeks from the approval on (R66): officials see both ages, each marked when it is
 * late.
 */
import { atTokyo, dayInTokyo } from '@todoke/japan';
import { hasEnded, type ApplicationState } from './states.js';

const A_DAY = 86_400_000;

/** The most days that are not late: two weeks. */
export const daysInTime = 14;

const midnight = (instant: Date): number => atTokyo(dayInTokyo(instant)).getTime();

/** Days of the calendar in Japan from one instant to another; 0 on the same day, never less. */
export const daysBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((midnight(to) - midnight(from)) / A_DAY));

export interface Age {
  readonly days: number;
  readonly late: boolean;
}

export interface Ages {
  /** Since the application; until its end, where it has ended. */
  readonly total: Age;
  /** Before the desk that has something to do now; absent where it has ended. */
  readonly stage?: Age;
}

export interface Dated {
  readonly state: ApplicationState;
  readonly submittedAt: Date;
  /**
   * When it came to the desk that it waits for: to the prefecture by the application or by 差戻し, to the secretariat by
   * the approval. Where it has ended: when it did.
   */
  readonly since: Date;
}

export function ages({ state, submittedAt, since }: Dated, now: Date): Ages {
  if (hasEnded(state)) return { total: { days: daysBetween(submittedAt, since), late: false } };
  return { total: ageAt(submittedAt, now), stage: ageAt(since, now) };
}

function ageAt(since: Date, now: Date): Age {
  const days = daysBetween(since, now);
  return { days, late: days > daysInTime };
}

/** What stands before an age, or above a column of them. */
export const ageLabels = { total: '申請から', stage: 'この段階で' } as const;

/** 3日, or 15日（14日超）. */
export const ageText = ({ days, late }: Age): string => `${days}日${late ? `（${daysInTime}日超）` : ''}`;

/** 申請から20日（14日超）、この段階で3日. */
export const agesText = ({ total, stage }: Ages): string =>
  [`${ageLabels.total}${ageText(total)}`, ...(stage ? [`${ageLabels.stage}${ageText(stage)}`] : [])].join('、');
