import { Body, Get, Header, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CLOCK, type Clock, Problem, SETTINGS } from '@todoke/service';
import { type FieldError, page, type PageView, Page, redirect, type Redirect, template } from '@todoke/web';
import type { WebReply, WebRequest } from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { type LinkView, lookAtLink } from '../../actions/look-at-link.js';
import { SetPassword } from '../../actions/set-password.js';
import { signInTicket } from '../../domain/lifetimes.js';
import { ticketCookie } from '../../provider/provider.js';
import { helpDesk } from '../help-desk.js';
import { linkTexts } from './link-texts.js';
import { passwordForm } from './password.form.js';

const scripts = ['accounts/show-password.js', 'accounts/keyboard.js'];
const styles = ['accounts/sign-in.css'];
const formView = template(import.meta.url, './password.hbs');
const notUsableView = template(import.meta.url, './link-not-usable.hbs');

/** Where the links of ② and of the reset mail lead (R47, R93, R131, R133). Opening it changes nothing. */
@Page('password', { roles: 'everybody' })
export class PasswordPage {
  constructor(
    private readonly setPassword: SetPassword,
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  /** The address was cut off right before the token. */
  @Get()
  withoutToken(): PageView {
    return this.notUsable('unknown');
  }

  @Get(':token')
  @Header('referrer-policy', 'no-referrer')
  async show(@Param('token') token: string): Promise<PageView> {
    return this.form(await this.look(token));
  }

  @Post(':token')
  async submit(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<PageView | Redirect> {
    const link = await this.look(token);
    const reading = passwordForm.read(body);
    if (link.standing !== 'usable' || !reading.ok) return this.form(link, reading.ok ? [] : reading.errors);
    try {
      const ticket = await this.setPassword.run(token, reading.value.password);
      return await this.enter(ticket, request, reply);
    } catch (error) {
      if (!(error instanceof Problem) || error.kind === 'unavailable') throw error;
      return this.form(await this.look(token), error.fields);
    }
  }

  private look(token: string): Promise<LinkView> {
    return lookAtLink(this.databases.app, token, this.clock.now());
  }

  /** R70: setting the password completes the sign-in. Whoever was signed in here before no longer is. */
  private async enter(ticket: string, request: WebRequest, reply: WebReply): Promise<Redirect> {
    await request.session.regenerate();
    request.server.web.cookies.set(reply, ticketCookie, ticket, signInTicket);
    return redirect('/sign-in', 'パスワードを設定しました。このままご利用になれます。');
  }

  private form({ standing, purpose, loginId }: LinkView, refused: readonly FieldError[] = []): PageView {
    if (standing !== 'usable') return this.notUsable(standing);
    const title = purpose === 'reset' ? 'パスワードの再設定' : 'パスワードの設定';
    const data = { title, loginId, form: passwordForm.view({}, refused) };
    const status = refused.length > 0 ? 422 : 200;
    return page(formView, data, { title, status, scripts, styles });
  }

  private notUsable(standing: keyof typeof linkTexts): PageView {
    const text = linkTexts[standing];
    const desk = helpDesk(this.config.SUPPORT_PHONE, this.clock.now());
    return page(notUsableView, { ...text, desk }, { title: text.heading, status: text.status });
  }
}
