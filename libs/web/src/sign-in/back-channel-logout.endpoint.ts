import { HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Endpoint } from '@todoke/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { jwtVerify, type JWTPayload } from 'jose';
import { isIssuerUnavailable, Issuer, issuerUnavailable } from './issuer.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** OpenID Connect Back-Channel Logout 1.0: the issuer ends sessions at this service. The token proves who asks. */
@ApiExcludeController()
@Endpoint('backchannel-logout', { roles: 'machines' })
export class BackChannelLogoutEndpoint {
  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly issuer: Issuer,
  ) {}

  /** Ends the sessions that belong to one of the issuer's own. */
  @Post()
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
      if (isIssuerUnavailable(error)) throw issuerUnavailable((error as Error).message);
      throw new RefusedLogout('the logout_token is not valid');
    }
  }
}

class RefusedLogout extends Error {}
