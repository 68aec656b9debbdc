import { addDays, atTokyo, inTokyo, type Day } from '@todoke/japan';

/** A prefecture's report window in every fiscal year: month and day, by default `01-05` to `03-31` (R52). */
export interface YearlyWindow {
  readonly from: string;
  readonly to: string;
}

/** The report window of one fiscal year. */
export interface ReportWindow {
  readonly fiscalYear: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** The fiscal year (年度) runs from April to March. */
export function fiscalYearOf(now: Date): number {
  const { year, month } = inTokyo(now);
  return month >= 4 ? year : year - 1;
}

/** The report window of the present fiscal year. */
export function windowOf({ from, to }: YearlyWindow, now: Date): ReportWindow {
  const fiscalYear = fiscalYearOf(now);
  const day = (monthAndDay: string): Day =>
    `${Number(monthAndDay.slice(0, 2)) >= 4 ? fiscalYear : fiscalYear + 1}-${monthAndDay}`;
  return { fiscalYear, firstDay: day(from), lastDay: day(to) };
}

/** Where an instant lies: both days belong to the window, from midnight to midnight in Japan. */
export function phaseOf({ firstDay, lastDay }: ReportWindow, now: Date): 'before' | 'open' | 'after' {
  if (now < atTokyo(firstDay)) return 'before';
  return now < atTokyo(addDays(lastDay, 1)) ? 'open' : 'after';
}
