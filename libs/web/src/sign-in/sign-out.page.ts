import { Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { buildEndSessionUrl } from 'openid-client';
import { page, Page, redirect, type PageView, type Redirect } from '../pages/page.js';
import { template } from '../pages/template.js';
import { endSession } from '../sessions/sessions.js';
import { Issuer } from './issuer.js';
import { openHint } from './sign-out-hint.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';

const signedOutPage = template(import.meta.url, './signed-out.hbs');

/** The issuer did not answer, so its session and those of other services are still open. */
const onlyHere = '/sign-out?elsewhere=open';

/** Ends sessions: at this service, then at the issuer, which notifies the other services. */
@Page('sign-out', { roles: 'everybody' })
export class SignOutPage {
  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly issuer: Issuer,
  ) {}

  /** OpenID Connect RP-Initiated Logout 1.0. While the issuer is unavailable, the session here ends all the same. */
  @Post()
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const { person, signOutHint, sessionId } = request.session;
    const idToken = openHint(signOutHint, sessionId);
    await endSession(request, reply);
    if (person === undefined) return redirect('/sign-out');
    if (!(await this.issuer.answers())) return redirect(onlyHere);
    try {
      // Without the proof the issuer asks the person. So it is after a sign-in at the release before.
      const proof = idToken === undefined ? undefined : { id_token_hint: idToken };
      const parameters = { ...proof, post_logout_redirect_uri: this.afterwards };
      return redirect(buildEndSessionUrl(await this.issuer.configuration(), parameters).href);
    } catch {
      return redirect(onlyHere);
    }
  }

  @Get()
  signedOut(@Query('elsewhere') elsewhere: unknown): PageView {
    return page(signedOutPage, { onlyHere: elsewhere === 'open' }, { title: 'ログアウト' });
  }

  private get afterwards(): string {
    return `${this.options.publicUrl.replace(/\/$/, '')}/sign-out`;
  }
}
