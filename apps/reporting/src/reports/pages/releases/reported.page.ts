import { Get, Inject, Param } from '@nestjs/common';
import type { Form, Values } from '@todoke/forms';
import { answersView } from '@todoke/forms/pages';
import { dayInTokyo, formatDateTime } from '@todoke/japan';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { lastTime } from '../../domain/publication.js';
import { isPublishedAtOnce } from '../../domain/report.js';
import { publicationDayOf } from '../../domain/window.js';
import { formOf } from '../../forms.js';
import { findEarlier } from '../../persistence/earlier.js';
import { findSteps } from '../../persistence/history.js';
import { dayWord, reportTitle, tagOf } from '../../words.js';
import { stepsOf } from '../reports/steps.js';
import { decides, openReported } from './open-reported.js';

const view = template(import.meta.url, './reported.hbs');

/** One report as officials read it, with what differs from the last one and what became of it. */
@Page('releases/:report', { roles: ['prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class ReportedPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('report') name: string, @CurrentPerson() person: SignedIn) {
    const { report, institution, steps, earlier } = await this.databases.forPerson(person, async (tx) => {
      const opened = await openReported(tx, name);
      return {
        ...opened,
        steps: await findSteps(tx, name),
        earlier: await findEarlier(tx, opened.report, name),
      };
    });
    const form = formOf(report);
    const before = lastTime(form, earlier);
    const isWaiting = report.state === 'submitted';
    const atOnce = isPublishedAtOnce(report, dayInTokyo(this.clock.now()));
    const data = {
      title: reportTitle(report),
      name: institution?.name,
      state: tagOf(report),
      paper: report.route === 'paper',
      submittedAt: report.submitted && formatDateTime(report.submitted.at),
      willBe: report.state === 'released' ? dayWord(publicationDayOf(report.fiscalYear)) : undefined,
      publishedOn: report.publishedOn && dayWord(report.publishedOn),
      reason: report.state === 'returned' ? report.returned?.reason : undefined,
      decide: isWaiting &&
        decides(person) && { release: `/releases/${report.id}/release`, giveBack: `/releases/${report.id}/return` },
      willBecome: atOnce
        ? '公表すると、すぐに公開されます。'
        : `${dayWord(publicationDayOf(report.fiscalYear))}に公開されます。`,
      differences: report.values && before && changedItems(form, before, report.values),
      answers: report.values && answersView(form, report.values),
      history: stepsOf(steps),
    };
    return page(view, data, { title: data.title });
  }
}

/** The labels of the items whose values are others than last time. */
const changedItems = ({ items }: Form, before: Values, now: Values): { readonly labels: readonly string[] } => ({
  labels: items
    .filter(({ key }) => JSON.stringify(before[key] ?? null) !== JSON.stringify(now[key] ?? null))
    .map(({ label }) => label),
});
