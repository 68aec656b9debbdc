import { Get, Header, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint, type WebRequest } from '@todoke/web';
import { mailNews, type MailNews } from '../pages/user-Registration-Form/code/mail-news.js';
import { Journey } from '../pages/user-Registration-Form/journey.js';
import { urls } from '../pages/user-Registration-Form/urls.js';
import { problems } from '../problems.js';

/** The outcome of the mail with the session's code, for the page that polls it. */
@ApiTags('form')
@Endpoint(urls.codeMail, { roles: 'everybody' })
export class CodeMailEndpoint {
  constructor(private readonly journey: Journey) {}

  @Get()
  @ApiOperation({ summary: 'Delivery state of the mail with the code, for the session that waits for it' })
  @Header('cache-control', 'no-store')
  async state(@Req() request: WebRequest): Promise<MailNews> {
    const draft = await this.journey.draftOf(request);
    if (draft?.stage !== 'code') throw problems.noCodeUnderWay();
    return mailNews(draft.verification.mail);
  }
}
