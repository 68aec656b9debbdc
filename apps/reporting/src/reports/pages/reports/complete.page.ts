import { Get, Param } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, Page, page, redirect, template } from '@todoke/web';
import { Databases } from '../../../persistence/databases.js';
import { openReport } from '../../actions/open-report.js';
import { reportTitle } from '../../words.js';
import { askedBy, reportPath } from './address.js';

const view = template(import.meta.url, './complete.hbs');

/** 報告しました: what happens now. */
@Page('reports/:scheme/:kind/complete', { roles: ['institution'] })
export class CompletePage {
  constructor(private readonly databases: Databases) {}

  @Get()
  async show(@Param('scheme') scheme: string, @Param('kind') kind: string, @CurrentPerson() person: SignedIn) {
    const asked = askedBy(person, scheme, kind);
    const { report, institution } = await this.databases.forPerson(person, (tx) => openReport(tx, asked));
    const path = reportPath(asked.scheme, asked.kind);
    if (report.state === 'draft' || report.state === 'returned') return redirect(path);
    const data = { name: institution.name, report: reportTitle(report), path, pdf: `${path}/pdf` };
    return page(view, data, { title: '報告の完了' });
  }
}
