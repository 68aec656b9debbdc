import { dayInTokyo } from '@todoke/japan';
import { type InstitutionType, type Permission, permissionFor } from '@todoke/lifecycle';
import { type Kind, kinds, type Report } from './report.js';
import { phaseOf, type ReportWindow, type Scheme } from './window.js';

/** Whether an institution has to do with a scheme (R57, R160). */
export type Access =
  /** The institution is not known here (yet). */
  | 'unknown'
  /** 権限が存在しない旨, and where to apply (R57c). */
  | 'not-permitted'
  /** Another scheme is that of its type: a hospital is not told to apply for a pharmacy. */
  | 'not-concerned'
  | 'permitted';

export interface Reporting {
  readonly type: InstitutionType;
  readonly permissions: readonly Permission[];
}

export function accessOf(institution: Reporting | undefined, scheme: Scheme): Access {
  if (institution === undefined) return 'unknown';
  if (institution.permissions.includes(scheme)) return 'permitted';
  return permissionFor(institution.type) === scheme ? 'not-permitted' : 'not-concerned';
}

/** Where an institution stands with a scheme. */
export interface Standing {
  readonly window: ReportWindow;
  /** The report of the window's fiscal year, 新規 or 定期. */
  readonly ofYear?: Report | undefined;
  /** The newest 随時報告. */
  readonly occasional?: Report | undefined;
  /** Whether anything was reported or known before that fiscal year (R95). */
  readonly hasEarlier: boolean;
}

/**
 * Where an institution stands, by all of its reports. As long as the window of the present year is not open, the report
 * of the year is one of a year before that the prefecture has still to release or to get back.
 * @param reports of the institution under the scheme, the newest fiscal year first
 * @param isKnown whether anything is published or was known before
 */
export function standingOf(window: ReportWindow, reports: readonly Report[], isKnown: boolean, now: Date): Standing {
  const { fiscalYear } = window;
  const ofYears = reports.filter(({ kind }) => kind !== 'occasional');
  const present = ofYears.find((one) => one.fiscalYear === fiscalYear);
  const isOpen = phaseOf(window, dayInTokyo(now)) === 'open';
  const before = ofYears.find((one) => one.fiscalYear < fiscalYear);
  return {
    window,
    ofYear: present ?? (!isOpen && before !== undefined && isUnderWay(before) ? before : undefined),
    occasional: reports.find(({ kind }) => kind === 'occasional'),
    hasEarlier: isKnown || ofYears.some((one) => one.fiscalYear < fiscalYear && one.submitted !== undefined),
  };
}

/** Whether the prefecture has seen it, and has neither released it nor closed it. */
const isUnderWay = ({ state, submitted }: Report): boolean => submitted !== undefined && !isReleased({ state });

/** Why a kind of report cannot be begun. */
export type Why =
  | 'before-window'
  | 'after-window'
  /** 定期, 随時: nothing was reported before, so 新規 is the one (R95). */
  | 'no-earlier'
  /** 新規: something was reported before, so 定期 is the one. */
  | 'has-earlier'
  /** The report of the year is of the other kind. */
  | 'other-kind';

export type Possibility =
  | { readonly is: 'possible' }
  /** It was begun, or is done. */
  | { readonly is: 'begun'; readonly report: Report }
  | { readonly is: 'impossible'; readonly why: Why };

/**
 * Which kinds of report an institution can make now, and why not the others (R94, R95). 定期報告 needs the window and
 * earlier data; without these 新規報告 counts as that of the year; 随時報告 corrects what was reported, at any time.
 */
export function possibilities(standing: Standing, now: Date): Readonly<Record<Kind, Possibility>> {
  const each = kinds.map((kind) => [kind, kind === 'occasional' ? occasional(standing) : ofYear(kind, standing, now)]);
  return Object.fromEntries(each) as Record<Kind, Possibility>;
}

function ofYear(kind: 'new' | 'yearly', { window, ofYear: report, hasEarlier }: Standing, now: Date): Possibility {
  if (report !== undefined) return report.kind === kind ? { is: 'begun', report } : impossible('other-kind');
  if (kind === 'new' && hasEarlier) return impossible('has-earlier');
  if (kind === 'yearly' && !hasEarlier) return impossible('no-earlier');
  const phase = phaseOf(window, dayInTokyo(now));
  return phase === 'open' ? { is: 'possible' } : impossible(phase === 'before' ? 'before-window' : 'after-window');
}

/** One 随時報告 at a time; once it is released, the next may follow. */
function occasional({ occasional: report, ofYear: yearly, hasEarlier }: Standing): Possibility {
  if (report !== undefined && !isReleased(report)) return { is: 'begun', report };
  return hasEarlier || yearly?.submitted !== undefined ? { is: 'possible' } : impossible('no-earlier');
}

export const isReleased = ({ state }: Pick<Report, 'state'>): boolean => state === 'released' || state === 'published';

const impossible = (why: Why): Possibility => ({ is: 'impossible', why });
