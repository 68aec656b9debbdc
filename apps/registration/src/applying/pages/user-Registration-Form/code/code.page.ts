import { Body, Get, Post, Req } from '@nestjs/common';
import { type FieldError, Page, redirect, template, type WebRequest } from '@todoke/web';
import { type CodeChecked, VerifyCode } from '../../../actions/verify-code.js';
import { attemptsPerCode, type DraftAt } from '../../../domain/draft.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';
import { codeForm } from './code.form.js';
import { mailNews } from './mail-news.js';

const view = template(import.meta.url, './code.hbs');

const usedUp =
  `認証コードの入力に${attemptsPerCode}回失敗したため、この認証コードは使えなくなりました。` +
  '「認証メールを再送信する」から新しい認証コードを受け取るか、「メールアドレスを修正する」からやり直してください。';

/** 認証コード入力 (R16–R20). */
@Page(urls.code, { roles: 'everybody' })
export class CodePage {
  constructor(
    private readonly journey: Journey,
    private readonly verifyCode: VerifyCode,
  ) {}

  @Get()
  ask(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['code'], (draft) => this.show(draft, []));
  }

  @Post()
  async take(@Req() request: WebRequest, @Body() body: unknown): Promise<Answer> {
    return this.journey.at(request, ['code'], async (draft) => {
      await this.journey.throttle(request, 'codeEntryOfSession');
      const reading = codeForm.read(body);
      if (!reading.ok) return this.show(draft, reading.errors);
      const checked = await this.verifyCode.run(draft.id, reading.value.code);
      if (checked.outcome === 'verified') await this.journey.renewSession(request);
      return this.answer(draft, checked);
    });
  }

  private answer(draft: DraftAt<'code'>, checked: CodeChecked): Answer | Promise<Answer> {
    switch (checked.outcome) {
      case 'verified':
        return redirect(urls.application);
      case 'not-now':
        return redirect(urls.code);
      case 'used-up':
        return this.show(draft, [{ field: 'code', message: usedUp }]);
      case 'wrong': {
        const message =
          '認証コードが一致しません。受信した認証コード通知メールの6桁の認証コードを確認し、もう一度入力してください' +
          `（あと${checked.attemptsLeft}回入力できます）。`;
        return this.show(draft, [{ field: 'code', message }]);
      }
    }
  }

  private show(draft: DraftAt<'code'>, errors: readonly FieldError[]): Promise<Answer> {
    const { address, verification } = draft;
    const worthless = verification.codeHash === undefined && errors.length === 0 ? usedUp : undefined;
    const data = { address, worthless, mail: mailNews(verification.mail), form: codeForm.view({}, errors) };
    const scripts = ['registration/code-mail.js', 'registration/time-limit.js'];
    const refused = errors.length > 0 && { status: 422 };
    return this.journey.show(view, data, { title: '認証コード入力', step: 2, scripts, ...refused }, draft);
  }
}
