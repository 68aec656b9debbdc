import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { revoked } from '../domain/api-client.js';
import { changeApiClient } from './change-api-client.js';

/**
 * 失効: an API client gets no token any more, and approval, which is told by an event, refuses those that it has.
 */
@Injectable()
export class RevokeApiClient {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem api-client-missing */
  async run(id: string, actor: string): Promise<void> {
    const act = { actor, now: this.clock.now() };
    await this.databases.inRequest((tx) =>
      changeApiClient(tx, id, 'api-client.revoked', (client) => revoked(client, act.now), act),
    );
  }
}
