import { Get, Post, Req, Res } from '@nestjs/common';
import { Page, redirect, template, type WebReply, type WebRequest } from '@todoke/web';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';

const view = template(import.meta.url, './finished.hbs');

/** 終了する: the browser forgets the application, as for the next person at a computer that many people use. */
@Page(urls.finish, { roles: 'everybody' })
export class FinishPage {
  constructor(private readonly journey: Journey) {}

  @Get()
  async ask(@Req() request: WebRequest): Promise<Answer> {
    const draft = await this.journey.draftOf(request);
    return draft?.stage === 'submitted' ? redirect(urls.complete) : this.journey.plain(view, '終了しました');
  }

  @Post()
  async finish(@Req() request: WebRequest, @Res({ passthrough: true }) reply: WebReply): Promise<Answer> {
    await this.journey.forget(request, reply);
    return redirect(urls.finish);
  }
}
