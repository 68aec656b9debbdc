import { Get, Inject, Param, Post } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { answersView, progressText } from '@todoke/forms/pages';
import { formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { BeginReport } from '../../actions/begin-report.js';
import { type AskedOwn, type Edited, editReport, type Opened, openReport } from '../../actions/open-report.js';
import { TakeBackReport } from '../../actions/take-back-report.js';
import { isInTime, type Report } from '../../domain/report.js';
import { publicationDayOf } from '../../domain/window.js';
import { findSteps, type PastStep } from '../../persistence/history.js';
import { dayWord, reportTitle, tagOf, untilWord } from '../../words.js';
import { askedBy, reportPath } from './address.js';
import { stepsOf } from './steps.js';

const sections = template(import.meta.url, './sections.hbs');
const reported = template(import.meta.url, './reported.hbs');

/** One report: its sections while it is filled in, what was reported once it is; begun by its button (R94–R96). */
@Page('reports/:scheme/:kind', { roles: ['institution'] })
export class ReportPage {
  constructor(
    private readonly databases: Databases,
    private readonly beginning: BeginReport,
    private readonly takingBack: TakeBackReport,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('scheme') scheme: string, @Param('kind') kind: string, @CurrentPerson() person: SignedIn) {
    const asked = askedBy(person, scheme, kind);
    const now = this.clock.now();
    const { opened, edited, steps } = await this.databases.forPerson(person, async (tx) => {
      const found = await openReport(tx, asked);
      const filledIn = isOpen(found, now) ? await editReport(tx, asked, now) : undefined;
      return { opened: found, edited: filledIn, steps: await findSteps(tx, found.report.id) };
    });
    return edited === undefined ? reportedPage(asked, opened, steps, now) : sectionsPage(asked, edited, steps);
  }

  /** Begins it. */
  @Post()
  async begin(@Param('scheme') scheme: string, @Param('kind') kind: string, @CurrentPerson() person: SignedIn) {
    const asked = askedBy(person, scheme, kind);
    await this.beginning.run(person, asked.scheme, asked.kind);
    return redirect(reportPath(asked.scheme, asked.kind));
  }

  /** 引き戻し. */
  @Post('take-back')
  async takeBack(@Param('scheme') scheme: string, @Param('kind') kind: string, @CurrentPerson() person: SignedIn) {
    const asked = askedBy(person, scheme, kind);
    await this.takingBack.run(asked);
    return redirect(reportPath(asked.scheme, asked.kind), '報告を引き戻しました。修正して、もう一度報告してください。');
  }
}

const isOpen = ({ report, window }: Opened, now: Date): boolean =>
  (report.state === 'draft' || report.state === 'returned') && isInTime(report, window, now);

function headOf({ scheme, kind }: AskedOwn, { institution, report, window }: Opened, steps: readonly PastStep[]) {
  return {
    title: reportTitle(report),
    name: institution.name,
    path: reportPath(scheme, kind),
    confirm: `${reportPath(scheme, kind)}/confirm`,
    pdf: `${reportPath(scheme, kind)}/pdf`,
    takingBack: `${reportPath(scheme, kind)}/take-back`,
    home: `/reports/${scheme}`,
    state: tagOf(report),
    until: untilWord(report, window),
    referenceDay: report.kind === 'occasional' ? undefined : dayWord(window.referenceDay),
    returned: report.state === 'returned' || report.round > 1 ? returnedIn(report) : undefined,
    history: stepsOf(steps),
  };
}

const returnedIn = ({ returned, state }: Report) =>
  returned && (state === 'returned' || state === 'draft')
    ? { at: formatDateTime(returned.at), reason: returned.reason }
    : undefined;

/** The sections of a report that is filled in, and how far each is. */
function sectionsPage(asked: AskedOwn, edited: Edited, steps: readonly PastStep[]) {
  const head = headOf(asked, edited, steps);
  const { judged } = readTexts(edited.form, edited.stored, edited.last);
  const rows = judged.sections.map((section) => ({
    title: section.title,
    href: `${head.path}/${section.code}`,
    progress: progressText(section),
    done: section.answered === section.asked,
  }));
  const next = rows.find(({ done }) => !done);
  const data = { ...head, sections: rows, next, fromLast: edited.last !== undefined };
  return page(sections, data, { title: head.title });
}

/** What was reported, and 引き戻し as long as it is not released. */
function reportedPage(asked: AskedOwn, opened: Opened, steps: readonly PastStep[], now: Date) {
  const head = headOf(asked, opened, steps);
  const { report, window, form } = opened;
  const data = {
    ...head,
    closed: report.state === 'draft',
    submittedAt: report.submitted && formatDateTime(report.submitted.at),
    willBe: report.state === 'released' ? dayWord(publicationDayOf(report.fiscalYear)) : undefined,
    publishedOn: report.publishedOn && dayWord(report.publishedOn),
    takeBack: report.state === 'submitted' && isInTime(report, window, now),
    answers: report.values && answersView(form, report.values),
  };
  return page(reported, data, { title: head.title });
}
