import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { addressChangeRequested } from '@todoke/events';
import { announce } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { request } from '../domain/address-change.js';
import { saveChange } from '../persistence/address-changes.js';
import { problems } from '../problems.js';
import { lockOwnChange } from './lock-own-change.js';

/** 変更を実行する: asks accounts for the change, which judges the facts once more (R164). */
@Injectable()
export class RequestAddressChange {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second click asks for nothing more.
   * @throws Problem change-missing, not-yours-to-change, already-ended
   */
  run(id: string, official: Official): Promise<void> {
    const now = this.clock.now();
    return this.databases.forOfficial(official, async (tx) => {
      const change = await lockOwnChange(tx, id, official);
      const requested = request(change, official.sub, now);
      if (requested === undefined) throw problems.alreadyEnded();
      if (requested === change) return;
      await saveChange(tx, requested);
      await audit(tx, { actor: official.sub, action: 'address-change.requested', subject: id });
      const { prefecture, institution, oldAddress, newAddress, shared, version } = requested;
      await announce(tx, addressChangeRequested, {
        id,
        version,
        occurredAt: now,
        data: { request: id, prefecture, institution, oldAddress, newAddress, shared, requestedBy: official.sub },
      });
    });
  }
}
