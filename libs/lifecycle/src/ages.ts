/**
 * Ages of an application, in calendar days of Japan. Applicants are told 1–2 weeks from their application on (R51); the
 * secretariat has 1–2 weeks from the approval on (R66). Officials see both ages, and each is marked when it is late.
 */
import { addDays, atTokyo, dayInTokyo } from '@todoke/japan';
import { hasEnded, type ApplicationState } from './states.js';

const A_DAY = 86_400_000;

/** The ages in days above which an application is late: two weeks, and once more three. */
export const ageMarks = [14, 21] as const;
const [daysInTime, daysVeryLate] = ageMarks;

const midnight = (instant: Date): number => atTokyo(dayInTokyo(instant)).getTime();

/** Calendar days in Japan from one instant to another: 0 on the same day, never negative. */
export const daysBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.round((midnight(to) - midnight(from)) / A_DAY));

export interface Age {
  readonly days: number;
  readonly late: boolean;
}

export interface Ages {
  /** Since the application, until now or until its end. */
  readonly total: Age;
  /** Since the application came to the desk that it waits for; absent where it has ended. */
  readonly stage?: Age;
}

export interface Dated {
  readonly state: ApplicationState;
  readonly submittedAt: Date;
  /**
   * The instant at which the application came to the desk that it waits for: the prefecture by the application or by
   * 差戻し, the secretariat by the approval. For an application that has ended: the instant of its end.
   */
  readonly since: Date;
}

export function ages({ state, submittedAt, since }: Dated, now: Date): Ages {
  if (hasEnded(state)) return { total: { days: daysBetween(submittedAt, since), late: false } };
  return { total: ageAt(submittedAt, now), stage: ageAt(since, now) };
}

/** @param now or the instant at which it ended */
export function ageAt(since: Date, now: Date): Age {
  const days = daysBetween(since, now);
  return { days, late: days > daysInTime };
}

/** The instant from which on something is late that began then: midnight in Japan, on the fifteenth day after. */
export const lateFrom = (since: Date): Date => atTokyo(addDays(dayInTokyo(since), daysInTime + 1));

/** Labels of the two ages, in a sentence and as the head of a column. */
export const ageLabels = { total: '申請から', stage: 'この段階で' } as const;

/** Whether it is later than three weeks. */
export const isVeryLate = ({ days, late }: Age): boolean => late && days > daysVeryLate;

/** 3日, 15日（14日超）, or 22日（21日超）. */
export const ageText = (age: Age): string =>
  `${age.days}日${age.late ? `（${isVeryLate(age) ? daysVeryLate : daysInTime}日超）` : ''}`;

/** 申請から20日（14日超）、この段階で3日. */
export const agesText = ({ total, stage }: Ages): string =>
  [`${ageLabels.total}${ageText(total)}`, ...(stage ? [`${ageLabels.stage}${ageText(stage)}`] : [])].join('、');
