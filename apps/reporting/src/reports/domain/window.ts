import { atTokyo, type Day, dayInTokyo, inTokyo } from '@todoke/japan';
import type { Permission } from '@todoke/lifecycle';

/** 医療機能情報提供制度 or 薬局機能情報提供制度: the name of its form, too. */
export type Scheme = Permission;

/** 報告期間 of a prefecture for one scheme and fiscal year (R52, R97). */
export interface ReportWindow {
  /** Two digits. */
  readonly prefecture: string;
  readonly scheme: Scheme;
  readonly fiscalYear: number;
  readonly opensOn: Day;
  readonly closesOn: Day;
  /** 延長: the last day is this one. */
  readonly extendedUntil?: Day | undefined;
  /** 基準日: what is reported holds as of this day. */
  readonly referenceDay: Day;
  /** The fiscal year of the figures in 実績. */
  readonly resultsFiscalYear: number;
  /** What the prefecture tells its institutions. */
  readonly note?: string | undefined;
  /** 0: nobody has set it, and the usual days hold. */
  readonly version: number;
}

/** Whether two windows have the same days, year of results and note, whoever set them and when. */
export const sameWindow = (one: ReportWindow, other: ReportWindow): boolean =>
  set.every((fact) => one[fact] === other[fact]);

const set = ['opensOn', 'closesOn', 'extendedUntil', 'referenceDay', 'resultsFiscalYear', 'note'] as const;

/** Whose window. */
export type Place = Pick<ReportWindow, 'prefecture' | 'scheme'>;

/** The fiscal year (年度) runs from April to March. */
export function fiscalYearOf(day: Day): number {
  const { year, month } = inTokyo(atTokyo(day));
  return month >= 4 ? year : year - 1;
}

/** The present fiscal year and the two before, whose reports officials still look at. */
export function recentFiscalYears(today: Day): readonly [number, ...number[]] {
  const present = fiscalYearOf(today);
  return [present, present - 1, present - 2];
}

/** 1 April: from this day on what was reported for a fiscal year is published (R53). */
export const publicationDayOf = (fiscalYear: number): Day => `${fiscalYear + 1}-04-01`;

/**
 * Where a prefecture has set nothing: 5 January to 31 March, as of 1 January, with figures of the fiscal year before
 * (R52).
 */
export const usualWindow = ({ prefecture, scheme }: Place, fiscalYear: number): ReportWindow => ({
  prefecture,
  scheme,
  fiscalYear,
  opensOn: `${fiscalYear + 1}-01-05`,
  closesOn: `${fiscalYear + 1}-03-31`,
  referenceDay: `${fiscalYear + 1}-01-01`,
  resultsFiscalYear: fiscalYear - 1,
  version: 0,
});

/** The last day on which reports are taken. */
export const lastDayOf = ({ closesOn, extendedUntil }: Pick<ReportWindow, 'closesOn' | 'extendedUntil'>): Day =>
  extendedUntil ?? closesOn;

export type Phase = 'before' | 'open' | 'after';

/** Where a day lies: the first and the last day belong to the window, from midnight to midnight in Japan. */
export function phaseOf(window: Pick<ReportWindow, 'opensOn' | 'closesOn' | 'extendedUntil'>, today: Day): Phase {
  if (today < window.opensOn) return 'before';
  return today <= lastDayOf(window) ? 'open' : 'after';
}

/** The window of a fiscal year. @param set those that the prefecture has set */
export const windowOf = (set: readonly ReportWindow[], place: Place, fiscalYear: number): ReportWindow =>
  set.find(
    (one) => one.prefecture === place.prefecture && one.scheme === place.scheme && one.fiscalYear === fiscalYear,
  ) ?? usualWindow(place, fiscalYear);

/**
 * The window that people mean today: that of the present fiscal year, or that of the year before as long as it is open,
 * where a prefecture takes reports until April or later.
 */
export function presentWindow(set: readonly ReportWindow[], place: Place, now: Date): ReportWindow {
  const today = dayInTokyo(now);
  const year = fiscalYearOf(today);
  const before = windowOf(set, place, year - 1);
  return phaseOf(before, today) === 'open' ? before : windowOf(set, place, year);
}
