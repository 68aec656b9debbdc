import { atTokyo, type Day, isBusinessDay } from '@todoke/japan';
import { Chance } from '@todoke/trial';

const dayLength = 24 * 60 * 60 * 1000;

/** Days since 1970. */
const numberOf = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / dayLength);

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export const isHoliday = (day: Day): boolean => !isBusinessDay(atTokyo(day, 12));

/**
 * A figure between 0 and 1 that moves slowly from day to day, as the number of patients does: two waves, one of a
 * season and one of some weeks, each respondent at its own place in them.
 */
export function waveAt(day: Day, ...seed: readonly (string | number)[]): number {
  const chance = new Chance('wave', ...seed);
  const [base, phase, weeks] = [0.2 + 0.4 * chance.next(), chance.next(), 17 + 9 * chance.next()];
  const number = numberOf(day);
  const season = 0.18 * Math.sin((2 * Math.PI * number) / 120);
  const month = 0.16 * Math.sin(2 * Math.PI * (number / weeks + phase));
  return Math.min(1, Math.max(0, base + season + month + 0.06 * (new Chance('noise', day, ...seed).next() - 0.5)));
}

/** An instant of a day in Japan, in minutes after midnight. */
export const minutesAfter = (day: Day, minutes: number): Date => new Date(atTokyo(day).getTime() + minutes * 60_000);
