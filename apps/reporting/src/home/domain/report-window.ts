import { addDays, atTokyo, inTokyo, type Day } from '@todoke/japan';

/**
 * When a prefecture takes reports in every fiscal year: month and day, `01-05` to `03-31` by default (R52).
 */
export interface YearlyWindow {
  readonly from: string;
  readonly to: string;
}

/** The window of one fiscal year. */
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

/** The window of the fiscal year that is running now. */
export function windowOf({ from, to }: YearlyWindow, now: Date): ReportWindow {
  const fiscalYear = fiscalYearOf(now);
  const day = (monthAndDay: string): Day =>
    `${Number(monthAndDay.slice(0, 2)) >= 4 ? fiscalYear : fiscalYear + 1}-${monthAndDay}`;
  return { fiscalYear, firstDay: day(from), lastDay: day(to) };
}

/** Both days belong to the window, from midnight to midnight in Japan. */
export function phaseOf({ firstDay, lastDay }: ReportWindow, now: Date): 'before' | 'open' | 'after' {
  if (now < atTokyo(firstDay)) return 'before';
  return now < atTokyo(addDays(lastDay, 1)) ? 'open' : 'after';
}
