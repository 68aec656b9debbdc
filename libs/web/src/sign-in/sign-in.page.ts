import { Get, Inject, Query, Req, Res } from '@nestjs/common';
import { Admits, type SignedIn } from '@todoke/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { forLog } from '../edges/refusals.js';
import { localPath } from '../edges/local-path.js';
import { page, Page, redirect, type PageView, type Redirect } from '../pages/page.js';
import { personOf } from '../pages/shell.js';
import { template } from '../pages/template.js';
import { Attempts, type Attempt, longestTarget } from './attempts.js';
import { personFrom } from './claims.js';
import { textsIn } from './kept-form.js';
import { isIssuerUnavailable, Issuer, IssuerUnavailable } from './issuer.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';
import { sealHint } from './sign-out-hint.js';

const keptPage = template(import.meta.url, './kept-form.hbs');
const failedPage = template(import.meta.url, './sign-in-failed.hbs');

type Failure = 'unavailable' | 'begin-again' | 'denied' | 'not-for-you';

const failures: Readonly<Record<Failure, { status: number; heading: string; text: string }>> = {
  unavailable: {
    status: 503,
    heading: 'ログインできません',
    text: 'ただいまログインの仕組みに接続できません。しばらくたってから、もう一度お試しください。',
  },
  'begin-again': {
    status: 400,
    heading: 'ログインをやり直してください',
    text: 'ログインの途中で時間がたったか、すでに使われたアドレスが開かれたため、続きを行えませんでした。',
  },
  denied: {
    status: 403,
    heading: 'ログインを中止しました',
    text: 'ログインが取り消されたか、認められませんでした。',
  },
  'not-for-you': {
    status: 403,
    heading: 'この利用者ではログインできません',
    text: '利用者の情報に不足があります。お手数ですが、事務局へお問い合わせください。',
  },
};

/** Signs people in at the issuer (OpenID Connect, authorization code with PKCE). */
@Page('sign-in', { roles: 'everybody' })
export class SignInPage {
  private readonly attempts: Attempts;

  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly issuer: Issuer,
  ) {
    this.attempts = new Attempts(options.clientId);
  }

  /**
   * `GET /sign-in?to=/applications`: redirects only to paths of this service; a long one leads home. `GET
   * /sign-in?again`: the issuer sends somebody back whose sign-in took too long; it still leads to the page that was
   * asked for.
   */
  @Get()
  async begin(
    @Query('to') wanted: unknown,
    @Query('again') again: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageView | Redirect> {
    const asked = localPath(wanted) ?? (again === undefined ? undefined : this.attempts.lastWanted(request));
    if (personOf(request) !== undefined) return redirect(asked ?? this.home);
    const to = asked !== undefined && asked.length <= longestTarget ? asked : this.home;
    try {
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to };
      const url = buildAuthorizationUrl(await this.issuer.configuration(), {
        redirect_uri: this.callback,
        scope: 'openid profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      // Redirected to an issuer that is unavailable, the browser could only show an error of its own.
      if (!(await this.issuer.answers())) throw new IssuerUnavailable('no answer');
      this.attempts.begin(attempt, request, reply);
      return redirect(url.href);
    } catch (error) {
      return this.failed(error, to, request);
    }
  }

  @Get('callback')
  async finish(
    @Query() answer: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageView | Redirect> {
    const attempt = this.attempts.finish(answer['state'], request, reply);
    if (attempt === undefined) return this.explain('begin-again', this.attempts.lastWanted(request) ?? this.home);
    try {
      const { claims, idToken } = await this.exchange(attempt, request);
      const person = personFrom(claims);
      if (person === undefined) return this.explain('not-for-you', attempt.to);
      await enter(person, idToken, request);
      return redirect(attempt.to);
    } catch (error) {
      return this.failed(error, attempt.to, request);
    }
  }

  /** What was sent in a form whose session had ended, for its sender, who has signed in again. */
  @Get('kept')
  @Admits('signed-in')
  kept(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): PageView | Redirect {
    const form = request.server.web.keptForms.take(request, reply);
    if (form === undefined) return redirect(this.home);
    const heading = 'まだ送信していません';
    return page(keptPage, { heading, ...form, texts: textsIn(form), home: this.home }, { title: heading });
  }

  private async exchange(attempt: Attempt, request: FastifyRequest): Promise<{ claims: unknown; idToken: string }> {
    const query = request.url.split('?')[1] ?? '';
    const tokens = await authorizationCodeGrant(
      await this.issuer.configuration(),
      new URL(`${this.callback}?${query}`),
      {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      },
    );
    return { claims: tokens.claims(), idToken: tokens.id_token ?? '' };
  }

  private failed(error: unknown, to: string, request: FastifyRequest): PageView {
    const failure = kindOf(error);
    // A wrong client secret or a broken token is logged for the operator.
    if (failure !== 'denied') request.server.web.logger().warn({ failure, error: forLog(error) }, 'sign-in failed');
    return this.explain(failure, to);
  }

  private explain(failure: Failure, to: string): PageView {
    const { status, heading, text } = failures[failure];
    const again = `/sign-in?to=${encodeURIComponent(to)}`;
    return page(failedPage, { heading, text, again }, { title: heading, status });
  }

  private get callback(): string {
    return `${this.options.publicUrl.replace(/\/$/, '')}/sign-in/callback`;
  }

  private get home(): string {
    return this.options.home ?? '/';
  }
}

function kindOf(error: unknown): Failure {
  if (isIssuerUnavailable(error)) return 'unavailable';
  if (error instanceof AuthorizationResponseError) return error.error === 'access_denied' ? 'denied' : 'begin-again';
  // The issuer refuses this client, not the person: another attempt would not help.
  const refusesUs = error instanceof ResponseBodyError && error.error === 'invalid_client';
  if (refusesUs || error instanceof WWWAuthenticateChallengeError) return 'unavailable';
  return 'begin-again';
}

/**
 * A new session id, against session fixation. Who signs in a second time (another tab) keeps
 * what the session holds, or the forms in the first tab would be refused.
 */
async function enter(person: SignedIn, idToken: string, request: FastifyRequest): Promise<void> {
  const again = personOf(request)?.sub === person.sub;
  const kept = again ? Object.keys(request.session).filter((key) => key !== 'cookie') : [];
  await request.session.regenerate(kept);
  request.session.set('person', person);
  request.session.set('signOutHint', sealHint(idToken, request.session.sessionId));
}
