import { Get, Param } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import { answersView } from '@todoke/forms/pages';
import { formatDateTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, page, Page, template } from '@todoke/web';
import { findOwnInstitution } from '../../../institutions/index.js';
import { Databases } from '../../../persistence/databases.js';
import { schemeNamed } from '../../actions/find-own.js';
import { formOf } from '../../forms.js';
import { findSteps } from '../../persistence/history.js';
import { findReport } from '../../persistence/reports.js';
import { problems } from '../../problems.js';
import { dayWord, reportTitle, tagOf } from '../../words.js';
import { stepsOf } from './steps.js';

const view = template(import.meta.url, './reported.hbs');

/** A report of any year, for reading. */
@Page('reports/:scheme/history/:report', { roles: ['institution'] })
export class PastPage {
  constructor(private readonly databases: Databases) {}

  @Get()
  async show(@Param('scheme') wanted: string, @Param('report') name: string, @CurrentPerson() person: SignedIn) {
    const scheme = schemeNamed(wanted);
    if (!isUuid(name)) throw problems.reportMissing();
    const found = await this.databases.forPerson(person, async (tx) => {
      const report = await findReport(tx, name);
      const institution = await findOwnInstitution(tx, person.institution);
      return { report, institution, steps: await findSteps(tx, name) };
    });
    const { report, institution, steps } = found;
    if (report === undefined || report.scheme !== scheme || report.institution !== institution?.id) {
      throw problems.reportMissing();
    }
    const data = {
      title: reportTitle(report),
      name: institution.name,
      state: tagOf(report),
      submittedAt: report.submitted && formatDateTime(report.submitted.at),
      publishedOn: report.publishedOn && dayWord(report.publishedOn),
      answers: report.values && answersView(formOf(report), report.values),
      history: stepsOf(steps),
      home: `/reports/${scheme}`,
    };
    return page(view, data, { title: data.title });
  }
}
