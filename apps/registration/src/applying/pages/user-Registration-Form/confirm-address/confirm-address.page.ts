import { Get, Post, Req } from '@nestjs/common';
import { Page, redirect, template, type WebRequest } from '@todoke/web';
import { RequestCode } from '../../../actions/request-code.js';
import type { DraftAt } from '../../../domain/draft.js';
import { type Answer, Journey } from '../journey.js';
import { urls } from '../urls.js';

const view = template(import.meta.url, './confirm-address.hbs');

const tooOften =
  'このメールアドレスへの認証メールの送信回数が上限に達しました。1時間ほど待ってから、もう一度操作してください。';
const tooSoon =
  '認証メールは送信済みです。続けて送信することはできません。届かない場合は、1分ほど待ってから再送信してください。';
const sentAgain = '新しい認証コードを送信しました。前にお送りした認証コードは使えません。';

/** メールアドレス入力確認 (R13–R15). */
@Page(urls.confirmAddress, { roles: 'everybody' })
export class ConfirmAddressPage {
  constructor(
    private readonly journey: Journey,
    private readonly requestCode: RequestCode,
  ) {}

  @Get()
  ask(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['address', 'code'], (draft) => this.show(draft));
  }

  /** 認証メール送信, here and again on the next screen. */
  @Post()
  send(@Req() request: WebRequest): Promise<Answer> {
    return this.journey.at(request, ['address', 'code'], async (draft) => {
      switch (await this.requestCode.run(draft.id)) {
        case 'requested':
          return draft.stage === 'code' ? redirect(urls.code, sentAgain) : redirect(urls.code);
        case 'too-soon':
          return redirect(urls.code, { kind: 'warning', text: tooSoon });
        case 'too-often':
          return this.show(draft, tooOften);
        case 'not-now':
          return redirect(urls.code);
      }
    });
  }

  private show(draft: DraftAt<'address' | 'code'>, refusal?: string): Promise<Answer> {
    const form = { errors: refusal === undefined ? [] : [{ message: refusal }] };
    return this.journey.show(
      view,
      { address: draft.address, form },
      { title: 'メールアドレス入力確認', step: 2, ...(refusal !== undefined && { status: 429 }) },
    );
  }
}
