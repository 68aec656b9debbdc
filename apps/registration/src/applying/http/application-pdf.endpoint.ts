import { SETTINGS } from '@todoke/service';
import { describeSections } from '@todoke/application-form';
import { Get, Header, Inject, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { formatDateTime } from '@todoke/japan';
import { Endpoint, type WebReply, type WebRequest } from '@todoke/web';
import type { Config } from '../../config.js';
import { Databases } from '../../persistence/databases.js';
import { Journey } from '../pages/user-Registration-Form/journey.js';
import { urls } from '../pages/user-Registration-Form/urls.js';
import { ApplicationPdf } from '../pdf/application-pdf.js';
import { findApplicationOf } from '../persistence/applications.js';
import { problems } from '../problems.js';

/** 申請内容をダウンロード (R43): only the session that submitted gets it. */
@ApiTags('form')
@Endpoint(urls.download, { roles: 'everybody' })
export class ApplicationPdfEndpoint {
  constructor(
    private readonly databases: Databases,
    private readonly journey: Journey,
    private readonly pdf: ApplicationPdf,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The submitted application as a PDF, for the session that submitted it' })
  @ApiProduces('application/pdf')
  @Header('cache-control', 'private, no-store')
  async download(@Req() request: WebRequest, @Res({ passthrough: true }) reply: WebReply): Promise<StreamableFile> {
    const draftId = request.session.get('draftId');
    const application = draftId === undefined ? undefined : await findApplicationOf(this.databases.app, draftId);
    if (application === undefined) throw problems.applicationMissing();
    await this.journey.throttle(request, 'downloadOfSession');
    const { number, submittedAt, items } = application;
    const bytes = await this.pdf.draw({
      number,
      submittedAt: formatDateTime(submittedAt),
      sections: describeSections(items),
      contact: `システムの操作についてのお問い合わせ：厚生労働省G-MIS事務局 電話 ${this.config.SUPPORT_PHONE}`,
    });
    void reply.header('content-disposition', `attachment; filename="${number}.pdf"`);
    return new StreamableFile(bytes, { type: 'application/pdf', length: bytes.length });
  }
}
