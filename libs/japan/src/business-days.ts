/**
 * Business days (decisions on top of the requirements; R68, R165): no Saturday, Sunday, national holiday, day from 29
 * December to 3 January (行政機関の休日に関する法律第1条), or closure that the secretariat entered.
 */
import { createRequire } from 'node:module';
import { addDays, atTokyo, dayInTokyo, inTokyo, type Day } from './tokyo-time.js';

type HolidayPackage = typeof import('@holiday-jp/holiday_jp');

let holidays: HolidayPackage['holidays'] | undefined;

/**
 * Whether a day is a national holiday (国民の祝日に関する法律). The package @holiday-jp/holiday_jp has 1970–2050; later ones are
 * unknown and count as ordinary days. It is loaded at the first call.
 */
function isHoliday(day: Day): boolean {
  holidays ??= (createRequire(import.meta.url)('@holiday-jp/holiday_jp') as HolidayPackage).holidays;
  return Object.hasOwn(holidays, day);
}

const isYearEnd = (day: Day): boolean => /-(12-(29|30|31)|01-0[123])$/.test(day);

/** Additional closures, each 'YYYY-MM-DD'. */
export type Closures = readonly Day[] | ReadonlySet<Day>;

/** @param when a day, or an instant, which counts as its day in Japan */
export function isBusinessDay(when: Day | Date, closures: Closures = []): boolean {
  const day = when instanceof Date ? dayInTokyo(when) : when;
  const { weekday } = inTokyo(atTokyo(day));
  if (weekday === 0 || weekday === 6 || isHoliday(day) || isYearEnd(day)) return false;
  return ![...closures].includes(day);
}

/** The first business day after a day, or after the day of an instant in Japan; never that day itself. */
export function nextBusinessDay(after: Day | Date, closures: Closures = []): Day {
  const closed = [...closures];
  let day = addDays(after instanceof Date ? dayInTokyo(after) : after, 1);
  while (!isBusinessDay(day, closed)) day = addDays(day, 1);
  return day;
}

/** The instant at which mail ② is due after ① was accepted (R68): 09:00 in Japan on the next business day. */
export const guidanceDue = (after: Date, closures: Closures = []): Date => atTokyo(nextBusinessDay(after, closures), 9);

/** Whether the help desk answers: from 9:00 until just before 17:00 in Japan on business days (R118, R165). */
export function isHelpDeskOpen(at: Date, closures: Closures = []): boolean {
  const { hour } = inTokyo(at);
  return hour >= 9 && hour < 17 && isBusinessDay(at, closures);
}
