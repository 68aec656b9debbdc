import { inputTexts, type Form, otherThan } from '@todoke/forms';
import type { SignedIn } from '@todoke/service';
import { allowed } from './allowed.js';
import type { Institution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Editing } from '../domain/editing.js';
import { lastTime } from '../domain/publication.js';
import { type Act, fillIn, type Kind, type Report } from '../domain/report.js';
import { type ReportWindow, type Scheme, windowOf } from '../domain/window.js';
import { formOf } from '../forms.js';
import { findDraft, insertDraft } from '../persistence/drafts.js';
import { findEarlier } from '../persistence/earlier.js';
import { findNewest, lockNewest } from '../persistence/reports.js';
import { findWindows } from '../persistence/windows.js';
import { problems } from '../problems.js';
import { permitted } from './find-own.js';
import { recordSteps } from './record-steps.js';

/** The address of a report of the own institution: the newest of its kind. */
export interface Asked {
  readonly person: SignedIn;
  readonly scheme: Scheme;
  readonly kind: Kind;
}

/** A report of the own institution. */
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
 * Opens a report of the own institution.
 * @param find how its row is read, with a lock or without
 * @throws Problem not-permitted; report-missing where none of that kind was begun
 */
export async function openReport(tx: Transaction, { person, scheme, kind }: Asked, find = findNewest): Promise<Opened> {
  const institution = await permitted(tx, person, scheme);
  const report = await find(tx, { institution: institution.id, scheme, kind });
  if (report === undefined) throw problems.reportMissing();
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
  const opened = await openReport(tx, asked, lockNewest);
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
