import { describeSections, warnings } from '@todoke/application-form';
import { Body, Get, Post, Req } from '@nestjs/common';
import { Page, redirect, sentText, template, type WebRequest } from '@todoke/web';
import { fingerprint, SubmitApplication } from '../../../actions/submit-application.js';
import type { DraftAt } from '../../../domain/draft.js';
import { ApplicationPdf } from '../../../pdf/application-pdf.js';
import { lackingWords } from '../../../pdf/lacking-words.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';

const view = template(import.meta.url, './confirm.hbs');

/** ユーザ登録申請内容確認 (R40). */
@Page(urls.confirm, { roles: 'everybody' })
export class ConfirmPage {
  constructor(
    private readonly journey: Journey,
    private readonly submitApplication: SubmitApplication,
    private readonly pdf: ApplicationPdf,
  ) {}

  @Get()
  ask(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['confirm'], (draft) => this.show(draft));
  }

  /** 申請する. A second click shows the application that exists already. */
  @Post()
  async submit(@Req() request: WebRequest, @Body() body: unknown): Promise<Answer> {
    let changed = false;
    const answer = await this.journey.at(request, ['confirm', 'submitted'], async (draft) => {
      const outcome = await this.submitApplication.run(draft.id, sentText(body, 'seen'));
      changed = outcome === 'changed';
      return redirect(outcome === 'submitted' ? urls.complete : urls.confirm);
    });
    return changed ? this.journey.at(request, ['confirm'], (draft) => this.show(draft, changed)) : answer;
  }

  /** @param changed the applicant saw other items, in another tab */
  private async show(draft: DraftAt<'confirm'>, changed = false): Promise<Answer> {
    const { items } = draft;
    const described = describeSections(items);
    const data = {
      sections: described,
      // They never block.
      warnings: [
        ...warnings(items).map(({ message, hint }) => `${message}${hint}`),
        ...lackingWords(await this.pdf.lacking(described)),
      ],
      seen: fingerprint(items),
      changed,
    };
    const screen = {
      title: 'ユーザ登録申請内容確認',
      step: 4,
      scripts: ['registration/time-limit.js'],
      ...(changed && { status: 409 }),
    } as const;
    return this.journey.show(view, data, screen, draft);
  }
}
