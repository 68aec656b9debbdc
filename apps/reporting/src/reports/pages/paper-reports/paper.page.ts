import { Get, Inject, Param } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { progressText } from '@todoke/forms/pages';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { findFiles } from '../../../files/index.js';
import { Databases } from '../../../persistence/databases.js';
import { editReport, openReport } from '../../actions/open-report.js';
import { lastDayOf } from '../../domain/window.js';
import { dayWord, reportTitle, tagOf } from '../../words.js';
import { pathOf } from '../reports/address.js';
import { paperAsked } from './paper-asked.js';
import { filesOf } from './scans.js';

const view = template(import.meta.url, './paper.hbs');

/** A report on paper that the prefecture enters: its scan, its sections and how far each is (R56). */
@Page('paper-reports/:report', { roles: ['prefecture'] })
export class PaperPage {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('report') name: string, @CurrentPerson() person: SignedIn) {
    const asked = paperAsked(person, name);
    const found = await this.databases.forPerson(person, async (tx) => {
      const { report } = await openReport(tx, asked);
      if (report.state !== 'draft' && report.state !== 'returned') return undefined;
      return { ...(await editReport(tx, asked, this.clock.now())), files: await findFiles(tx, report.id) };
    });
    if (found === undefined) return redirect(`/releases/${asked.onPaper}`);
    const { report, institution, window, form, stored, last, files } = found;
    const { judged } = readTexts(form, stored, last);
    const data = {
      title: `${reportTitle(report)}（紙）`,
      name: institution.name,
      state: tagOf(report),
      until: dayWord(lastDayOf(window)),
      files: filesOf(files),
      scans: `/paper-scans/${report.id}`,
      sections: judged.sections.map((section) => ({
        title: section.title,
        href: `${pathOf(asked)}/${section.code}`,
        progress: progressText(section),
      })),
      confirm: `${pathOf(asked)}/confirm`,
    };
    return page(view, data, { title: data.title });
  }
}
