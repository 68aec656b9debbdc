import { inputTexts, type Form, otherThan } from '@todoke/forms';
import type { SignedIn } from '@todoke/service';
import { allowed } from './allowed.js';
import { findInstitution, type Institution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Editing } from '../domain/editing.js';
import { lastTime } from '../domain/publication.js';
import { type Act, fillIn, type Kind, type Report } from '../domain/report.js';
import { type ReportWindow, type Scheme, windowOf } from '../domain/window.js';
import { formOf } from '../forms.js';
import { findDraft, insertDraft } from '../persistence/drafts.js';
import { findEarlier } from '../persistence/earlier.js';
import { findNewest, findReport, lockNewest, lockReports } from '../persistence/reports.js';
import { findWindows } from '../persistence/windows.js';
import { problems } from '../problems.js';
import { permitted } from './find-own.js';
import { recordSteps } from './record-steps.js';

/** The newest report of its kind of the own institution. */
export interface AskedOwn {
  readonly person: SignedIn;
  readonly scheme: Scheme;
  readonly kind: Kind;
}

/** A report on paper, which the prefecture enters on behalf of an institution (R56). */
export interface AskedOnPaper {
  readonly person: SignedIn;
  /** Id of the report. */
  readonly onPaper: string;
}

/** Who asks for which report. */
export type Asked = AskedOwn | AskedOnPaper;

export const isOnPaper = (asked: Asked): asked is AskedOnPaper => 'onPaper' in asked;

/** A report that the person may fill in, or has. */
export interface Opened {
  readonly institution: Institution;
  readonly report: Report;
  /** Of its fiscal year. */
  readonly window: ReportWindow;
  readonly form: Form;
}

/** A report that is being filled in. */
export interface Edited extends Opened, Editing {
  /** Who typed last. */
  readonly typed?: Act | undefined;
  /** Somebody else is typing. */
  readonly besides: boolean;
}

/**
 * Opens a report to be read.
 * @throws Problem not-permitted; report-missing where none of that kind was begun
 */
export const openReport = (tx: Transaction, asked: Asked): Promise<Opened> =>
  isOnPaper(asked) ? openPaper(tx, asked.onPaper) : openOwn(tx, asked, findNewest);

/** The same, and nobody else changes it until the end of the transaction. */
export async function openLocked(tx: Transaction, asked: Asked): Promise<Opened> {
  if (!isOnPaper(asked)) return openOwn(tx, asked, lockNewest);
  await lockReports(tx, [asked.onPaper]);
  return openPaper(tx, asked.onPaper);
}

async function openOwn(tx: Transaction, { person, scheme, kind }: AskedOwn, find: typeof findNewest): Promise<Opened> {
  const institution = await permitted(tx, person, scheme);
  const report = await find(tx, { institution: institution.id, scheme, kind });
  if (report === undefined) throw problems.reportMissing();
  return opened(tx, institution, report);
}

async function openPaper(tx: Transaction, id: string): Promise<Opened> {
  const report = await findReport(tx, id);
  if (report?.route !== 'paper') throw problems.reportMissing();
  const institution = await findInstitution(tx, report.institution);
  if (institution === undefined) throw problems.reportMissing();
  return opened(tx, institution, report);
}

async function opened(tx: Transaction, institution: Institution, report: Report): Promise<Opened> {
  const { scheme } = report;
  const place = { prefecture: report.prefecture, scheme };
  const window = windowOf(await findWindows(tx, place), place, report.fiscalYear);
  return { institution, report, window, form: formOf(report) };
}

/**
 * Opens a report to be filled in.
 * @throws Problem as openReport; already-reported; already-released; window-closed
 */
export async function editReport(tx: Transaction, asked: Asked, now: Date): Promise<Edited> {
  const opened = await openReport(tx, asked);
  allowed(() => fillIn(opened.report, opened.window, { by: asked.person.sub, at: now }));
  return edited(tx, opened, asked.person, now);
}

/**
 * The same, and nobody else stores anything until the end of the transaction. What was returned is a draft again; of
 * what was returned or taken back the draft begins with what was reported.
 */
export async function lockedReport(tx: Transaction, asked: Asked, now: Date): Promise<Edited> {
  const opened = await openLocked(tx, asked);
  const act = { by: asked.person.sub, at: now };
  const step = allowed(() => fillIn(opened.report, opened.window, act));
  await recordSteps(tx, [step], act);
  const found = await edited(tx, { ...opened, report: step.report }, asked.person, now);
  const { typed, stored, last } = found;
  if (typed === undefined) await insertDraft(tx, step.report.id, { texts: stored, last, ...act });
  return found;
}

async function edited(tx: Transaction, opened: Opened, person: SignedIn, now: Date): Promise<Edited> {
  const { report, form } = opened;
  const draft = await findDraft(tx, report.id);
  if (draft === undefined) {
    const last = lastTime(form, await findEarlier(tx, report, report.id));
    return { ...opened, stored: inputTexts(form, report.values ?? {}), last, besides: false };
  }
  const { texts, last, by, at } = draft;
  return { ...opened, stored: texts, last, typed: { by, at }, besides: otherThan(person.sub, draft, now) };
}
