import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, fileOfField, page, Page, redirect, template } from '@todoke/web';
import { faultOf } from '../../../files/index.js';
import { Databases } from '../../../persistence/databases.js';
import { AttachScan } from '../../actions/attach-scan.js';
import { openReport } from '../../actions/open-report.js';
import { pathOf } from '../reports/address.js';
import { paperAsked } from './paper-asked.js';

const view = template(import.meta.url, './scan.hbs');

/** The scan of a report on paper is attached (R56). */
@Page('paper-scans/:report', { roles: ['prefecture'] })
export class PaperScansPage {
  constructor(
    private readonly databases: Databases,
    private readonly attaching: AttachScan,
  ) {}

  @Get()
  show(@Param('report') report: string, @CurrentPerson() person: SignedIn) {
    return this.asked(person, report);
  }

  @Post()
  @HttpCode(200)
  async attach(@Param('report') report: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const file = fileOfField(body, 'file');
    const fault = faultOf(file?.bytes);
    if (file === undefined || fault !== undefined) return this.asked(person, report, fault);
    const asked = paperAsked(person, report);
    await this.attaching.run(person, asked.onPaper, file);
    return redirect(pathOf(asked), '写しを添付しました。');
  }

  private async asked(person: SignedIn, report: string, error?: string) {
    const asked = paperAsked(person, report);
    const { institution } = await this.databases.forPerson(person, (tx) => openReport(tx, asked));
    const data = { name: institution.name, action: `/paper-scans/${asked.onPaper}`, back: pathOf(asked), error };
    return page(view, data, { title: '届いた報告の写しの添付', status: error === undefined ? 200 : 422 });
  }
}
