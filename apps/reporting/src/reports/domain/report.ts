import type { Values } from '@todoke/forms';
import { type Day, dayInTokyo } from '@todoke/japan';
import type { InstitutionType } from '@todoke/lifecycle';
import { Refused } from './refused.js';
import { phaseOf, publicationDayOf, type ReportWindow, type Scheme } from './window.js';

/** 新規報告, 定期報告, 随時報告. The first two are the report of a year; of these an institution has one. */
export const kinds = ['new', 'yearly', 'occasional'] as const;
export type Kind = (typeof kinds)[number];

/** 報告中, 報告済, 差戻し, 公表予定, 公表. 未報告 is where there is no report. */
export const states = ['draft', 'submitted', 'returned', 'released', 'published'] as const;

/** What has been reported, and did not come back. */
export const reportedStates: readonly State[] = ['submitted', 'released', 'published'];
export type State = (typeof states)[number];

/** Who did something, and when. */
export interface Act {
  /** Subject of a person, or the name of a job. */
  readonly by: string;
  readonly at: Date;
}

/** A report of an institution. */
export interface Report {
  readonly id: string;
  readonly institution: string;
  readonly scheme: Scheme;
  readonly fiscalYear: number;
  readonly kind: Kind;
  /** paper: the prefecture enters it on behalf of the institution (R56). */
  readonly route: 'web' | 'paper';
  /** Two digits. */
  readonly prefecture: string;
  /** Five digits. */
  readonly municipalityCode?: string | undefined;
  readonly type: InstitutionType;
  readonly state: State;
  /** The version of the form in which it is filled in. */
  readonly formVersion: number;
  /** Grows with every step from state to state. */
  readonly version: number;
  /** 1, and one more after each 差戻し. */
  readonly round: number;
  /** What was reported last. */
  readonly values?: Values | undefined;
  readonly drafted: Act;
  readonly submitted?: Act | undefined;
  readonly returned?: (Act & { readonly reason: string }) | undefined;
  readonly released?: Act | undefined;
  readonly publishedOn?: Day | undefined;
}

/** What a report is begun with. */
export type Begun = Pick<
  Report,
  'id' | 'institution' | 'scheme' | 'fiscalYear' | 'kind' | 'route' | 'prefecture' | 'type' | 'formVersion'
> & { readonly municipalityCode?: string | undefined };

/** A report after a step. */
export interface Step {
  readonly report: Report;
  /** Whether it is another than before; a step that was done already changes nothing. */
  readonly changed: boolean;
  /** What is announced of it. */
  readonly told?: 'submitted' | 'returned' | 'released' | undefined;
}

export const begin = (begun: Begun, act: Act): Step => ({
  report: { ...begun, state: 'draft', version: 1, round: 1, drafted: act },
  changed: true,
});

const isSame = (report: Report): Step => ({ report, changed: false });

function next(report: Report, changes: Partial<Report>, told?: Step['told']): Step {
  return { report: { ...report, ...changes, version: report.version + 1 }, changed: true, told };
}

/**
 * Whether a report can be filled in as far as days are concerned: 随時報告 always; the report of a year until the last
 * day of its window, and whenever the prefecture has returned it.
 */
export const isInTime = (
  { kind, round, state }: Pick<Report, 'kind' | 'round' | 'state'>,
  window: ReportWindow,
  now: Date,
): boolean => kind === 'occasional' || round > 1 || state === 'returned' || phaseOf(window, dayInTokyo(now)) === 'open';

/**
 * Somebody fills it in: what was returned is a draft again, in the next round.
 * @throws Refused already-reported; already-released; window-closed
 */
export function fillIn(report: Report, window: ReportWindow, act: Act): Step {
  if (report.state === 'submitted') throw new Refused('already-reported');
  if (report.state === 'released' || report.state === 'published') throw new Refused('already-released');
  if (!isInTime(report, window, act.at)) throw new Refused('window-closed');
  return report.state === 'draft'
    ? isSame(report)
    : next(report, { state: 'draft', round: report.round + 1, drafted: act });
}

/**
 * 報告: what was filled in is reported. Repeated, nothing changes.
 * @param values settled and without refusals
 * @throws Refused already-released; window-closed
 */
export function submit(report: Report, values: Values, window: ReportWindow, act: Act): Step {
  if (report.state === 'submitted') return isSame(report);
  const { report: draft } = fillIn(report, window, act);
  return next({ ...draft, version: report.version }, { state: 'submitted', values, submitted: act }, 'submitted');
}

/**
 * 引き戻し: the institution takes back what is not yet released, to correct it. Repeated, nothing changes.
 * @throws Refused already-released; not-reported where it was returned; window-closed
 */
export function takeBack(report: Report, window: ReportWindow, act: Act): Step {
  if (report.state === 'released' || report.state === 'published') throw new Refused('already-released');
  if (report.state === 'draft') return isSame(report);
  if (report.state === 'returned') throw new Refused('not-reported');
  if (!isInTime(report, window, act.at)) throw new Refused('window-closed');
  return next(report, { state: 'draft', drafted: act });
}

/**
 * 差戻し: the prefecture wants it corrected (M11). Repeated, nothing changes.
 * @throws Refused already-released; not-reported
 */
export function giveBack(report: Report, reason: string, act: Act): Step {
  if (report.state === 'returned') return isSame(report);
  if (report.state === 'released' || report.state === 'published') throw new Refused('already-released');
  if (report.state === 'draft') throw new Refused('not-reported');
  return next(report, { state: 'returned', returned: { ...act, reason } }, 'returned');
}

/** Whether what is released now is published at once: from 1 April after its fiscal year on; 随時報告 always (R53). */
export const isPublishedAtOnce = ({ kind, fiscalYear }: Pick<Report, 'kind' | 'fiscalYear'>, today: Day): boolean =>
  kind === 'occasional' || today >= publicationDayOf(fiscalYear);

/**
 * 公表する: the prefecture releases it; it is published on 1 April, or at once where that is over (R50, R53). Repeated,
 * nothing changes.
 * @throws Refused not-reported
 */
export function release(report: Report, act: Act): Step {
  if (report.state === 'released' || report.state === 'published') return isSame(report);
  if (report.state !== 'submitted') throw new Refused('not-reported');
  const today = dayInTokyo(act.at);
  const published = isPublishedAtOnce(report, today);
  return next(
    report,
    { state: published ? 'published' : 'released', released: act, ...(published && { publishedOn: today }) },
    'released',
  );
}

/** 公表: what was released is published when its day has come. Before, and repeated, nothing changes. */
export function publish(report: Report, act: Act): Step {
  const today = dayInTokyo(act.at);
  if (report.state !== 'released' || !isPublishedAtOnce(report, today)) return isSame(report);
  return next(report, { state: 'published', publishedOn: today });
}
