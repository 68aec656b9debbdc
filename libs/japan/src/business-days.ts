/**
 * Business days (decisions on top of the requirements; R68, R165): not Saturday, Sunday, a national holiday
 * or 29 December – 3 January (行政機関の休日に関する法律第1条), nor a closure that the secretariat entered.
 */
import { createRequire } from 'node:module';
import { addDays, atTokyo, dayInTokyo, inTokyo, type Day } from './tokyo-time.js';

type HolidayPackage = typeof import('@holiday-jp/holiday_jp');

let holidays: HolidayPackage['holidays'] | undefined;

/**
 * National holidays 1970–2050; later ones are not known yet and count as ordinary days. Read when first asked
 * for: the package brings 80 years of them.
 */
function isHoliday(day: Day): boolean {
  holidays ??= (createRequire(import.meta.url)('@holiday-jp/holiday_jp') as HolidayPackage).holidays;
  return Object.hasOwn(holidays, day);
}

const isYearEnd = (day: Day): boolean => /-(12-(29|30|31)|01-0[123])$/.test(day);

/** Days on which one is closed besides; each 'YYYY-MM-DD'. */
export type Closures = readonly Day[] | ReadonlySet<Day>;

/** @param when a day, or an instant, which counts as the day it is in Tokyo */
export function isBusinessDay(when: Day | Date, closures: Closures = []): boolean {
  const day = when instanceof Date ? dayInTokyo(when) : when;
  const { weekday } = inTokyo(atTokyo(day));
  if (weekday === 0 || weekday === 6 || isHoliday(day) || isYearEnd(day)) return false;
  return ![...closures].includes(day);
}

/** The first business day after the day that `after` is in Tokyo; never that day itself. */
export function nextBusinessDay(after: Day | Date, closures: Closures = []): Day {
  const closed = [...closures];
  let day = addDays(after instanceof Date ? dayInTokyo(after) : after, 1);
  while (!isBusinessDay(day, closed)) day = addDays(day, 1);
  return day;
}

/** When mail ② falls due after ① was accepted (R68): 09:00 in Tokyo on the next business day. */
export const guidanceDue = (after: Date, closures: Closures = []): Date =>
  atTokyo(nextBusinessDay(after, closures), 9);

/** Whether the help desk answers: 9:00–17:00 on business days (R118, R165); at 17:00:00 it has closed. */
export function isHelpDeskOpen(at: Date, closures: Closures = []): boolean {
  const { hour } = inTokyo(at);
  return hour >= 9 && hour < 17 && isBusinessDay(at, closures);
}
