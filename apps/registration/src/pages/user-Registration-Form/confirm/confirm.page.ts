import { describeSections } from '@todoke/application-form';
import { Controller, Get, Inject, Post, Req } from '@nestjs/common';
import { redirect, template, type WebRequest } from '@todoke/web';
import { SubmitApplication } from '../../../actions/submit-application.js';
import type { DraftAt } from '../../../domain/draft.js';
import { warningsAbout } from '../items-view.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';

const view = template(import.meta.url, './confirm.hbs');

/** ユーザ登録申請内容確認 (R40). */
@Controller(urls.confirm)
export class ConfirmPage {
  constructor(
    @Inject(Journey) private readonly journey: Journey,
    @Inject(SubmitApplication) private readonly submitApplication: SubmitApplication,
  ) {}

  @Get()
  ask(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['confirm'], (draft) => this.show(draft));
  }

  /** 申請する. A second click finds the application there and shows it. */
  @Post()
  submit(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['confirm', 'submitted'], async (draft) => {
      const outcome = await this.submitApplication.run(draft.id);
      return redirect(outcome === 'submitted' ? urls.complete : urls.confirm);
    });
  }

  private show(draft: DraftAt<'confirm'>): Promise<Answer> {
    const data = { sections: describeSections(draft.items), warnings: warningsAbout(draft.items) };
    const screen = { title: 'ユーザ登録申請内容確認', step: 4, scripts: ['registration/time-limit.js'] } as const;
    return this.journey.show(view, data, screen, draft);
  }
}
