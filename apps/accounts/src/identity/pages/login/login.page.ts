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
  RobotCheck,
  template,
} from '@todoke/web';
import { clientOf, type WebReply, type WebRequest } from '@todoke/web';
import Provider, { errors } from 'oidc-provider';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { SignIn } from '../../actions/sign-in.js';
import { browserCookie } from '../../credentials/known-browsers.js';
import { cookieProbe, knownBrowser, loginIdKept } from '../../domain/lifetimes.js';
import type { Pause } from '../../domain/throttle.js';
import { takeTicket } from '../../persistence/tickets.js';
import { jarOf } from '../../provider/browser-jar.js';
import { noteEpoch } from '../../provider/epochs-read.js';
import { inRequest } from '../../provider/in-request.js';
import { ticketCookie } from '../../provider/provider.js';
import { helpDesk } from '../help-desk.js';
import { canBeTyped } from '../login-id.js';
import { pauseView, postedCheck } from '../pause.js';
import { againAt, beginAgainAddress } from './login-address.js';
import { loginForm } from './login.form.js';

const styles = ['accounts/sign-in.css'];
/** Path of the application form at registration (R1). */
const applicationPath = '/user-Registration-Form';

const view = template(import.meta.url, './login.hbs');
const noCookiesView = template(import.meta.url, './no-cookies.hbs');

/** Set where a sign-in had to begin again: a browser that does not send it back accepts no cookies. */
const probeCookie = 'accounts_probe';

/** The login ID that was typed in a login page whose time was over. */
const typedCookie = 'accounts_typed';

const tooLate = '前に開いたログイン画面は期限が切れていたため、入力した内容ではログインしていません。';
const failedTooOften = 'ログインの失敗が続いたため、しばらく受け付けを止めています。';

/** Who signs in, and the epoch of the person's sessions. */
interface Entering {
  readonly id: string;
  readonly epoch: number;
}

/** Why the form is shown again. */
interface Refused {
  readonly refused?: readonly FieldError[];
  readonly later?: Problem;
  readonly pause?: Pause;
}

/** R118, R130: the one place where a password is typed. `/login` begins a sign-in, `/login/…` is one under way. */
@Page('login', { roles: 'everybody' })
export class LoginPage {
  constructor(
    private readonly provider: Provider,
    private readonly signIn: SignIn,
    private readonly robotCheck: RobotCheck,
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  /** Whoever comes here by a bookmark or a mail signs in to this service (R91), which leads on (R92). */
  @Get()
  begin(
    @Query('cookies') cookies: unknown,
    @Query('for') service: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): PageView | Redirect {
    if (cookies === 'wanted') {
      request.server.web.cookies.set(reply, probeCookie, '1', cookieProbe);
      return redirect(beginAgainAddress('expected', service));
    }
    if (cookies === 'expected' && !request.server.web.cookies.has(request, probeCookie)) {
      return page(noCookiesView, {}, { title: 'Cookieを有効にしてください', status: 400 });
    }
    return redirect(cookies === undefined ? '/sign-in' : againAt(service, this.config));
  }

  @Get(':interaction')
  async show(
    @Param('interaction') interaction: string,
    @Query('for') service: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<PageView | Redirect> {
    if (!(await this.isUnderWay(interaction, request, reply))) return redirect(beginAgainAddress('wanted', service));
    const person = await this.personWithTicket(request, reply);
    if (person !== undefined) return this.finish(person, request, reply);
    const { cookies } = request.server.web;
    const loginId = cookies.read(request, typedCookie) ?? '';
    if (loginId !== '') cookies.drop(reply, typedCookie);
    return this.form({ loginId });
  }

  @Post(':interaction')
  async submit(
    @Param('interaction') interaction: string,
    @Query('for') service: unknown,
    @Body() body: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<PageView | Redirect> {
    const reading = loginForm.read(body);
    if (!(await this.isUnderWay(interaction, request, reply))) return this.beginAgain(reading.values, service, reply);
    if (!reading.ok) return this.form(reading.values, { refused: reading.errors });
    try {
      const { cookies } = request.server.web;
      const credentials = {
        ...reading.value,
        client: clientOf(request),
        browserCookie: cookies.read(request, browserCookie),
        check: await this.robotCheck.solved(postedCheck(body)),
      };
      const tried = await this.signIn.run(credentials);
      if (tried.outcome === 'paused') return this.form(reading.values, { pause: tried.pause });
      cookies.set(reply, browserCookie, tried.browserCookie, knownBrowser);
      return await this.finish(tried, request, reply);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.kind === 'unavailable') return this.form(reading.values, { later: error });
      return this.form(reading.values, { refused: [{ field: '', message: error.text }] });
    }
  }

  /** The login ID is still there in the new login page; the password has to be typed again. */
  private beginAgain({ loginId }: FormValues, service: unknown, reply: WebReply): Redirect {
    if (typeof loginId === 'string' && loginId !== '' && canBeTyped(loginId)) {
      reply.server.web.cookies.set(reply, typedCookie, loginId, loginIdKept);
    }
    return redirect(beginAgainAddress('wanted', service), { kind: 'info', text: tooLate });
  }

  private form(values?: FormValues, { refused = [], later, pause }: Refused = {}): PageView {
    const paused = pause && pauseView(pause, failedTooOften);
    const data = {
      form: loginForm.view(values, refused),
      desk: helpDesk(this.config.SUPPORT_PHONE, this.clock.now()),
      later: later?.text,
      keyboard: refused.some(({ field }) => field === ''),
      apply: new URL(applicationPath, this.config.publicUrls.registration).href,
      ...paused?.data,
    };
    return page(view, data, {
      title: 'ログイン',
      status: later?.status ?? (pause ? 429 : refused.length > 0 ? 422 : 200),
      scripts: ['accounts/show-password.js', 'accounts/keyboard.js', ...(paused?.scripts ?? [])],
      styles: [...styles, ...(paused?.styles ?? [])],
    });
  }

  /** False for a sign-in that is over, timed out, of another browser, or was never there (R91). */
  private async isUnderWay(interaction: string, request: WebRequest, reply: WebReply): Promise<boolean> {
    try {
      const ask = () => this.provider.interactionDetails(request.raw, reply.raw);
      return (await inRequest(jarFor(request, reply), ask)).uid === interaction;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return false;
      throw error;
    }
  }

  private async personWithTicket(request: WebRequest, reply: WebReply): Promise<Entering | undefined> {
    const { cookies } = request.server.web;
    const ticket = cookies.read(request, ticketCookie);
    if (ticket === undefined) return undefined;
    cookies.drop(reply, ticketCookie);
    return takeTicket(this.databases.app, ticket);
  }

  private async finish({ id, epoch }: Entering, request: WebRequest, reply: WebReply): Promise<Redirect> {
    // A session cookie, deleted with the browser window, since many people may share a computer.
    const result = { login: { accountId: id, remember: false, amr: ['pwd'] } };
    const tell = (): Promise<string> => {
      noteEpoch(id, epoch);
      return this.provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false });
    };
    return redirect(await inRequest(jarFor(request, reply), tell));
  }
}

const jarFor = (request: WebRequest, reply: WebReply) => jarOf(request, (line) => reply.header('set-cookie', line));
