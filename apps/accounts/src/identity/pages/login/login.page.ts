import { Body, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CLOCK, type Clock, Problem, SETTINGS } from '@todoke/service';
import {
  type FieldError,
  type FormValues,
  page,
  type PageView,
  Page,
  redirect,
  type Redirect,
  template,
} from '@todoke/web';
import type { WebReply, WebRequest } from '@todoke/web';
import Provider, { errors } from 'oidc-provider';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { SignIn } from '../../actions/sign-in.js';
import { cookieProbe, knownBrowser } from '../../domain/lifetimes.js';
import { takeTicket } from '../../persistence/tickets.js';
import { ticketCookie } from '../../provider/provider.js';
import { helpDesk } from '../help-desk.js';
import { loginForm } from './login.form.js';

const styles = ['accounts/sign-in.css'];
const view = template(import.meta.url, './login.hbs');
const noCookiesView = template(import.meta.url, './no-cookies.hbs');

/** Set where a sign-in had to begin again: a browser that does not send it back accepts no cookies. */
const probeCookie = 'accounts_probe';

/** From which login IDs this browser has signed in; see KnownBrowsers. */
const browserCookie = 'accounts_browser';

/** R118, R130: the one place where a password is typed. `/login` begins a sign-in, `/login/…` is one under way. */
@Page('login', { roles: 'everybody' })
export class LoginPage {
  constructor(
    private readonly provider: Provider,
    private readonly signIn: SignIn,
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  /** Whoever comes here by a bookmark or a mail signs in to this service and chooses where to go (R91, R92). */
  @Get()
  begin(
    @Query('cookies') cookies: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): PageView | Redirect {
    if (cookies === 'wanted') {
      request.server.web.cookies.set(reply, probeCookie, '1', cookieProbe);
      return redirect('/login?cookies=expected');
    }
    if (cookies === 'expected' && !request.server.web.cookies.has(request, probeCookie)) {
      return page(noCookiesView, {}, { title: 'Cookieを有効にしてください', status: 400 });
    }
    return redirect('/sign-in?to=/destinations');
  }

  @Get(':interaction')
  async show(
    @Param('interaction') interaction: string,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<PageView | Redirect> {
    if (!(await this.isUnderWay(interaction, request, reply))) return redirect('/login?cookies=wanted');
    const person = await this.personWithTicket(request, reply);
    return person === undefined ? this.form() : this.finish(person, request, reply);
  }

  @Post(':interaction')
  async submit(
    @Param('interaction') interaction: string,
    @Body() body: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<PageView | Redirect> {
    if (!(await this.isUnderWay(interaction, request, reply))) return redirect('/login?cookies=wanted');
    const reading = loginForm.read(body);
    if (!reading.ok) return this.form(reading.values, reading.errors);
    try {
      const { cookies } = request.server.web;
      const known = cookies.read(request, browserCookie);
      const person = await this.signIn.run({ ...reading.value, client: request.ip, browserCookie: known });
      cookies.set(reply, browserCookie, person.browserCookie, knownBrowser);
      return await this.finish(person.id, request, reply);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'throttled' || error.kind === 'unavailable') return this.form(reading.values, [], error);
      return this.form(reading.values, [{ field: '', message: error.text }]);
    }
  }

  private form(values?: FormValues, refused: readonly FieldError[] = [], later?: Problem): PageView {
    const status = later?.status ?? (refused.length > 0 ? 422 : 200);
    const desk = helpDesk(this.config.SUPPORT_PHONE, this.clock.now());
    const data = { form: loginForm.view(values, refused), desk, later: later?.text };
    return page(view, data, { title: 'ログイン', status, scripts: ['accounts/show-password.js'], styles });
  }

  /** False for a sign-in that is over, timed out, of another browser, or was never there (R91). */
  private async isUnderWay(interaction: string, { raw }: WebRequest, reply: WebReply): Promise<boolean> {
    try {
      const details = await this.provider.interactionDetails(raw, reply.raw);
      return details.uid === interaction;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return false;
      throw error;
    }
  }

  private async personWithTicket(request: WebRequest, reply: WebReply): Promise<string | undefined> {
    const { cookies } = request.server.web;
    const ticket = cookies.read(request, ticketCookie);
    if (ticket === undefined) return undefined;
    cookies.drop(reply, ticketCookie);
    return takeTicket(this.databases.app, ticket);
  }

  private async finish(accountId: string, { raw }: WebRequest, reply: WebReply): Promise<Redirect> {
    // A session cookie, deleted with the browser window, since many people may share a computer.
    const result = { login: { accountId, remember: false, amr: ['pwd'] } };
    return redirect(await this.provider.interactionResult(raw, reply.raw, result, { mergeWithLastSubmission: false }));
  }
}
