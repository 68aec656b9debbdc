import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { drawApiSecret, hashOfApiSecret } from '../credentials/api-secret.js';
import { withNewSecret, withoutEarlierSecret } from '../domain/api-client.js';
import { changeApiClient } from './change-api-client.js';

/** 更新: an API client gets another secret, and the one before is accepted for some days more, or no longer. */
@Injectable()
export class RenewApiSecret {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param seen the number of the secret that the page showed
   * @returns the new secret; undefined where that one was renewed before, or the client is revoked
   * @throws Problem api-client-missing
   */
  async run(id: string, seen: number, actor: string): Promise<string | undefined> {
    const act = { actor, now: this.clock.now() };
    const secret = drawApiSecret();
    const renewed = await this.databases.inRequest((tx) =>
      changeApiClient(
        tx,
        id,
        'api-client.secret-renewed',
        (client) => withNewSecret(client, hashOfApiSecret(secret), seen, act.now),
        act,
      ),
    );
    return renewed ? secret : undefined;
  }

  /** Ends the secret before at once. @throws Problem api-client-missing */
  async endEarlier(id: string, actor: string): Promise<void> {
    const act = { actor, now: this.clock.now() };
    await this.databases.inRequest((tx) =>
      changeApiClient(tx, id, 'api-client.earlier-secret-ended', withoutEarlierSecret, act),
    );
  }
}
