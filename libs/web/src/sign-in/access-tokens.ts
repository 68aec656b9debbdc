import { Inject, Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { isIssuerUnavailable, Issuer, issuerUnavailable } from './issuer.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options.js';

const claims = z.object({
  client_id: z.string().min(1).max(255),
  scope: z.string().max(1_000).default(''),
  prefecture: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});

/** What a token says of the program that sent it. */
export interface AccessClaims {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Two digits. */
  readonly prefecture?: string | undefined;
}

/** Media type of the header (RFC 9068 2.1). */
const accessToken = 'at+jwt';

/** Longer ones are not looked at. */
const longestToken = 10_000;

/** Access tokens with which programs ask, as JWT of the issuer (RFC 9068). */
@Injectable()
export class AccessTokens {
  constructor(
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    private readonly issuer: Issuer,
  ) {}

  /**
   * Verifies signature, issuer, audience and time.
   * @param audience the address of the interface for which the token must be
   * @returns undefined where the token is worth nothing
   * @throws Problem issuer-unavailable where no key is known yet, and the issuer does not answer
   */
  async verified(token: string, audience: string): Promise<AccessClaims | undefined> {
    if (token.length > longestToken || !this.saysItIsOurs(token)) return undefined;
    try {
      const { payload } = await jwtVerify(token, await this.issuer.keys(), {
        issuer: this.options.issuer,
        audience,
        typ: accessToken,
        requiredClaims: ['exp', 'iat', 'client_id'],
        clockTolerance: '30s',
      });
      const { data } = claims.safeParse(payload);
      if (data === undefined) return undefined;
      const scopes = data.scope.split(' ').filter((scope) => scope !== '');
      return { clientId: data.client_id, scopes, prefecture: data.prefecture };
    } catch (error) {
      if (isIssuerUnavailable(error) || error instanceof errors.JWKSTimeout)
        throw issuerUnavailable((error as Error).message);
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /** Without any key: what does not even claim to be a token of the issuer is nothing to ask it about. */
  private saysItIsOurs(token: string): boolean {
    try {
      return decodeProtectedHeader(token).typ === accessToken && decodeJwt(token).iss === this.options.issuer;
    } catch {
      return false;
    }
  }
}
