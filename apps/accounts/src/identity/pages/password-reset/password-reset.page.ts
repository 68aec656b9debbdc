import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import { Body, Get, Inject, Post, Req } from '@nestjs/common';
import {
  clientOf,
  type FieldError,
  form,
  type FormValues,
  page,
  type PageView,
  Page,
  redirect,
  type Redirect,
  RobotCheck,
  template,
  type WebRequest,
} from '@todoke/web';
import { z } from 'zod';
import type { Config } from '../../../config.js';
import { RequestReset } from '../../actions/request-reset.js';
import { browserCookie } from '../../credentials/known-browsers.js';
import { resetLinkHours } from '../../domain/lifetimes.js';
import type { Pause } from '../../domain/throttle.js';
import { helpDesk } from '../help-desk.js';
import { loginIdField, typedLoginId } from '../login-id.js';
import { pauseView, postedCheck } from '../pause.js';

const styles = ['accounts/sign-in.css'];
const askView = template(import.meta.url, './password-reset.hbs');
const sentView = template(import.meta.url, './sent.hbs');

const askedTooOften = 'パスワードリセットの受け付けが続いたため、しばらく受け付けを止めています。';

const resetForm = form(z.object({ loginId: typedLoginId }), { loginId: loginIdField });

/** Why the form is shown again. */
interface Refused {
  readonly refused?: readonly FieldError[];
  readonly pause?: Pause;
}

/** R131: a reset is asked for by login ID, and the answer is the same for every login ID. */
@Page('password-reset', { roles: 'everybody' })
export class PasswordResetPage {
  constructor(
    private readonly requestReset: RequestReset,
    private readonly robotCheck: RobotCheck,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  ask(): PageView {
    return this.form();
  }

  @Post()
  async submit(@Body() body: unknown, @Req() request: WebRequest): Promise<PageView | Redirect> {
    const reading = resetForm.read(body);
    if (!reading.ok) return this.form(reading.values, { refused: reading.errors });
    const pause = await this.requestReset.run({
      loginId: reading.value.loginId,
      client: clientOf(request),
      browserCookie: request.server.web.cookies.read(request, browserCookie),
      check: await this.robotCheck.solved(postedCheck(body)),
    });
    return pause === undefined ? redirect('/password-reset/sent') : this.form(reading.values, { pause });
  }

  /** A pause is told, for known and unknown login IDs alike: whoever waited for a mail in vain would ask again. */
  private form(values?: FormValues, { refused = [], pause }: Refused = {}): PageView {
    const paused = pause && pauseView(pause, askedTooOften);
    const data = { form: resetForm.view(values, refused), desk: this.desk, ...paused?.data };
    return page(askView, data, {
      title: 'パスワードリセット',
      status: pause ? 429 : refused.length > 0 ? 422 : 200,
      scripts: paused?.scripts ?? [],
      styles: [...styles, ...(paused?.styles ?? [])],
    });
  }

  @Get('sent')
  sent(): PageView {
    return page(sentView, { desk: this.desk, hours: resetLinkHours }, { title: 'パスワードリセットを受け付けました' });
  }

  private get desk() {
    return helpDesk(this.config.SUPPORT_PHONE, this.clock.now());
  }
}
