import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { type Allowance, allowance, windowEnd } from '../domain/budget.js';
import { type ApiClient, clientOf, type TokenClaims } from '../domain/client.js';
import { countRequest, findClient } from '../persistence/clients.js';
import type { ApiSettings } from '../settings.js';

export interface Admitted {
  readonly client: ApiClient;
  readonly allowance: Allowance;
}

/** Looks up the client of a token, as accounts told of it last, and counts its request. */
@Injectable()
export class AdmitClient {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @returns undefined where accounts told of no such client, or has revoked it */
  run(claims: TokenClaims): Promise<Admitted | undefined> {
    const { clientId, prefecture } = claims;
    const now = this.clock.now();
    return this.databases.forOfficial({ sub: clientId, role: 'prefecture', prefecture, area: [] }, async (tx) => {
      const client = clientOf(claims, await findClient(tx, clientId));
      if (client === undefined) return undefined;
      const budget = await countRequest(tx, clientId, now, windowEnd(now));
      return { client, allowance: allowance(budget, this.settings.API_REQUESTS_A_MINUTE, now) };
    });
  }
}
