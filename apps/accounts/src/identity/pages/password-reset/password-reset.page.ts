import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import { Body, Get, Inject, Post, Req } from '@nestjs/common';
import { form, page, type PageView, Page, redirect, type Redirect, template, type WebRequest } from '@todoke/web';
import { z } from 'zod';
import type { Config } from '../../../config.js';
import { RequestReset } from '../../actions/request-reset.js';
import { resetLinkHours } from '../../domain/lifetimes.js';
import { helpDesk } from '../help-desk.js';
import { loginIdField, typedLoginId } from '../login-id.js';

const styles = ['accounts/sign-in.css'];
const askView = template(import.meta.url, './password-reset.hbs');
const sentView = template(import.meta.url, './sent.hbs');

const resetForm = form(z.object({ loginId: typedLoginId }), { loginId: loginIdField });

/** R131: a reset is asked for by login ID, and the answer is the same for every login ID. */
@Page('password-reset', { roles: 'everybody' })
export class PasswordResetPage {
  constructor(
    private readonly requestReset: RequestReset,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  ask(): PageView {
    return page(askView, { form: resetForm.view(), desk: this.desk }, { title: 'パスワードリセット', styles });
  }

  @Post()
  async submit(@Body() body: unknown, @Req() request: WebRequest): Promise<PageView | Redirect> {
    const reading = resetForm.read(body);
    if (!reading.ok) {
      const data = { form: resetForm.view(reading.values, reading.errors), desk: this.desk };
      return page(askView, data, { title: 'パスワードリセット', status: 422, styles });
    }
    await this.requestReset.run(reading.value.loginId, request.ip);
    return redirect('/password-reset/sent');
  }

  @Get('sent')
  sent(): PageView {
    return page(sentView, { desk: this.desk, hours: resetLinkHours }, { title: 'パスワードリセットを受け付けました' });
  }

  private get desk() {
    return helpDesk(this.config.SUPPORT_PHONE, this.clock.now());
  }
}
