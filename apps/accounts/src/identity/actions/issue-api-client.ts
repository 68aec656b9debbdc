import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { drawApiSecret, hashOfApiSecret } from '../credentials/api-secret.js';
import { type ApiClient, drawApiClientId } from '../domain/api-client.js';
import { findIssuedBy, insertApiClient } from '../persistence/api-clients.js';
import { announceApiClient } from './change-api-client.js';

export type WantedApiClient = Pick<ApiClient, 'name' | 'prefecture' | 'scopes' | 'sandbox'>;

interface IssuedApiClient {
  readonly id: string;
  /** In clear only here; undefined where the page was sent before, and its secret shown then. */
  readonly secret: string | undefined;
}

/** 発行: a prefecture's system gets an id and its first secret (R158). */
@Injectable()
export class IssueApiClient {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param request id of the page that was sent; a second call with the same id issues nothing more */
  run(request: string, wanted: WantedApiClient, actor: string): Promise<IssuedApiClient> {
    const now = this.clock.now();
    const secret = drawApiSecret();
    const client: ApiClient = {
      ...wanted,
      id: drawApiClientId(wanted.prefecture, randomInt),
      secretHash: hashOfApiSecret(secret),
      secretNumber: 1,
      secretSince: now,
      issuedAt: now,
      version: 1,
    };
    return this.databases.inRequest(async (tx) => {
      if (!(await insertApiClient(tx, client, request))) {
        const before = await findIssuedBy(tx, request);
        if (before === undefined) throw new Error('the id of an API client was drawn twice');
        return { id: before.id, secret: undefined };
      }
      await audit(tx, { actor, action: 'api-client.issued', subject: client.id });
      await announceApiClient(tx, client, { actor, now });
      return { id: client.id, secret };
    });
  }
}
