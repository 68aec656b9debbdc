import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '@todoke/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jwtVerify, type JWTPayload } from 'jose';
import { buildEndSessionUrl } from 'openid-client';
import { page, redirect, type Page, type Redirect } from '../pages/page.js';
import { template } from '../pages/template.js';
import { isIssuerUnavailable, Issuer } from './issuer.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';

const signedOutPage = template(import.meta.url, './signed-out.hbs');

/** The issuer did not answer, so its session and those of other services are still open. */
const onlyHere = '/sign-out?elsewhere=open';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** Ends sessions: at this service, then at the issuer, which notifies the other services. */
@ApiExcludeController()
@Controller()
export class SignOutController {
  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly issuer: Issuer,
  ) {}

  /** OpenID Connect RP-Initiated Logout 1.0. While the issuer is unavailable, the session here ends all the same. */
  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Redirect> {
    const { idToken } = request.session;
    const { service } = request.server.web.options;
    await request.session.destroy();
    void reply.clearCookie(`${service}_session`, { path: '/' });
    if (idToken === undefined) return redirect('/sign-out');
    if (!(await this.issuer.answers())) return redirect(onlyHere);
    try {
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: this.afterwards };
      return redirect(buildEndSessionUrl(await this.issuer.configuration(), parameters).href);
    } catch {
      return redirect(onlyHere);
    }
  }

  @Get('sign-out')
  signedOut(@Query('elsewhere') elsewhere: unknown): Page {
    return page(signedOutPage, { onlyHere: elsewhere === 'open' }, { title: 'サインアウト' });
  }

  /** OpenID Connect Back-Channel Logout 1.0: the issuer ends the sessions that belong to one of its own. */
  @Post('backchannel-logout')
  @HttpCode(200)
  async signedOutElsewhere(
    @Req() request: FastifyRequest<{ Body: unknown }>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    void reply.header('cache-control', 'no-store').type('application/json');
    const token = (request.body as { logout_token?: unknown } | null | undefined)?.logout_token;
    const { web } = request.server;
    try {
      const { sid, sub } = await this.verified(token);
      const ended = await web.sessions.endSignedIn({
        ...(sid !== undefined && { sid }),
        ...(sub !== undefined && { sub }),
      });
      web.logger().info({ ended }, 'signed out by the issuer');
      return '{}';
    } catch (error) {
      if (!(error instanceof RefusedLogout)) throw error;
      void reply.status(400);
      return JSON.stringify({ error: 'invalid_request', error_description: error.message });
    }
  }

  /** Section 2.6: signature, iss, aud, iat, events, no nonce, and whose sessions. */
  private async verified(token: unknown): Promise<{ sid?: string; sub?: string }> {
    if (typeof token !== 'string' || token.length > 10_000) throw new RefusedLogout('logout_token is missing');
    const payload = await this.signed(token);
    const { events, nonce, sid, sub } = payload as JWTPayload & { events?: Record<string, unknown> };
    const event = typeof events === 'object' && events !== null ? events[logoutEvent] : undefined;
    if (typeof event !== 'object' || event === null) throw new RefusedLogout('not a logout token');
    if (nonce !== undefined) throw new RefusedLogout('a logout token has no nonce');
    if (typeof sid === 'string') return { sid };
    if (typeof sub === 'string') return { sub };
    throw new RefusedLogout('neither sid nor sub');
  }

  private async signed(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.issuer.keys(), {
        issuer: this.options.issuer,
        audience: this.options.clientId,
        requiredClaims: ['iat', 'jti'],
        maxTokenAge: '5m',
        clockTolerance: '30s',
      });
      return payload;
    } catch (error) {
      if (isIssuerUnavailable(error)) throw issuerAway((error as Error).message);
      throw new RefusedLogout('the logout_token is not valid');
    }
  }

  private get afterwards(): string {
    return `${this.options.publicUrl.replace(/\/$/, '')}/sign-out`;
  }
}

class RefusedLogout extends Error {}

const issuerAway = (detail: string): Problem =>
  new Problem(
    'issuer-unavailable',
    'unavailable',
    'サインインの仕組みに接続できません。しばらくたってから、もう一度お試しください。',
    detail,
  );
