import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Problem, SETTINGS } from '@todoke/service';
import { AccessTokens, type WebReply, type WebRequest } from '@todoke/web';
import { AdmitClient } from '../actions/admit-client.js';
import type { Scope, TokenClaims } from '../domain/client.js';
import { problems } from '../problems.js';
import { apiPath, type ApiSettings } from '../settings.js';
import { noteClient, SCOPE } from './asking.js';

/** A refusal that says how to be admitted. @param more of the challenge (RFC 6750 3) */
type Refused = (problem: Problem, ...more: readonly string[]) => Problem;

const invalidToken = 'error="invalid_token"';

/** Admits requests with a token for this interface that allows what is asked (RFC 6750), as often as agreed. */
@Injectable()
export class ApiGuard implements CanActivate {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly admission: AdmitClient,
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @throws Problem token-missing, token-invalid, client-inactive, too-many-requests, scope-missing */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WebRequest>();
    const reply = context.switchToHttp().getResponse<WebReply>();
    const scope = this.reflector.get<Scope | undefined>(SCOPE, context.getHandler());
    if (scope === undefined) return false;
    const refused: Refused = (problem, ...more) => {
      void reply.header('www-authenticate', ['Bearer realm="todoke"', ...more].join(', '));
      return problem;
    };
    const admitted = await this.admission.run(await this.claimsOf(request, refused));
    if (admitted === undefined) throw refused(problems.clientInactive(), invalidToken);
    const { client, allowance } = admitted;
    void reply.header('ratelimit-policy', allowance.policy).header('ratelimit', allowance.limit);
    if (allowance.exceeded) {
      void reply.header('retry-after', String(allowance.seconds));
      throw problems.tooManyRequests();
    }
    if (!client.scopes.includes(scope))
      throw refused(problems.scopeMissing(), 'error="insufficient_scope"', `scope="${scope}"`);
    noteClient(request, client);
    return true;
  }

  private async claimsOf(request: WebRequest, refused: Refused): Promise<TokenClaims> {
    const token = /^bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization?.trim() ?? '')?.[1];
    if (token === undefined) throw refused(problems.tokenMissing());
    const claims = await this.tokens.verified(token, `${this.settings.PUBLIC_URL}${apiPath}`);
    if (claims === undefined) throw refused(problems.tokenInvalid(), invalidToken);
    return claims;
  }
}
