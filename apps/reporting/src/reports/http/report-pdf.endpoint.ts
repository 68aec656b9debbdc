import { Get, Header, Param, Res, StreamableFile } from '@nestjs/common';
import { readTexts } from '@todoke/forms';
import { lackingWord } from '@todoke/forms/pages';
import { formPdf, lackingInPdf } from '@todoke/forms/pdf';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, Endpoint, type WebReply } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { openReport } from '../actions/open-report.js';
import { askedBy } from '../pages/reports/address.js';
import { findDraft } from '../persistence/drafts.js';
import { reportTitle, tagOf } from '../words.js';

/** A report on paper: what was reported, or what stands in the form now, for those who approve it before. */
@Endpoint('reports/:scheme/:kind/pdf', { roles: ['institution'] })
export class ReportPdfEndpoint {
  constructor(private readonly databases: Databases) {}

  @Get()
  @Header('cache-control', 'private, no-store')
  async download(
    @Param('scheme') scheme: string,
    @Param('kind') kind: string,
    @CurrentPerson() person: SignedIn,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<StreamableFile> {
    const { institution, report, form, draft } = await this.databases.forPerson(person, async (tx) => {
      const opened = await openReport(tx, askedBy(person, scheme, kind));
      return { ...opened, draft: await findDraft(tx, opened.report.id) };
    });
    const values =
      draft === undefined ? (report.values ?? {}) : readTexts(form, draft.texts, draft.last).reading.values;
    const lacking = await lackingInPdf(form, values);
    const head = [institution.name, reportTitle(report), `状態：${tagOf(report).label}`, ...lacking.map(lackingWord)];
    const bytes = await formPdf(form, values, head);
    void reply.header('content-disposition', `attachment; filename="${report.scheme}-${report.fiscalYear}.pdf"`);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }
}
