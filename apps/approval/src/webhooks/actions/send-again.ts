import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Jurisdiction, type Transaction } from '../../persistence/databases.js';
import { sentAgain } from '../domain/delivery.js';
import type { Endpoint } from '../domain/endpoint.js';
import { bodyOf, testEvent } from '../domain/facts.js';
import { findDelivery, insertDeliveries, saveDelivery } from '../persistence/deliveries.js';
import { lockEndpoint } from '../persistence/endpoints.js';
import { problems } from '../problems.js';

/** もう一度送る, and テスト送信: the job sends it at its next look. */
@Injectable()
export class SendAgain {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem endpoint-missing, endpoint-stopped, delivery-missing */
  run(endpoint: string, id: string, official: Jurisdiction): Promise<void> {
    const now = this.clock.now();
    return this.toGoing(endpoint, official, async (tx) => {
      const delivery = await findDelivery(tx, endpoint, id);
      if (delivery === undefined) throw problems.deliveryMissing();
      await saveDelivery(tx, sentAgain(delivery, now));
      await audit(tx, { actor: official.sub, action: 'webhook.sent-again', subject: id });
    });
  }

  /**
   * @param request id of the page that was sent; a second call with the same id sends nothing more
   * @throws Problem endpoint-missing, endpoint-stopped
   */
  test(endpoint: string, request: string, official: Jurisdiction): Promise<void> {
    const now = this.clock.now();
    return this.toGoing(endpoint, official, async (tx, { prefecture }) => {
      const body = bodyOf(testEvent, now, {});
      const key = `${testEvent} ${request}`;
      const about = { id: randomUUID(), endpoint, prefecture, key, type: testEvent };
      await insertDeliveries(tx, [{ ...about, body, createdAt: now }]);
      await audit(tx, { actor: official.sub, action: 'webhook.tested', subject: endpoint });
    });
  }

  private toGoing(
    id: string,
    official: Jurisdiction,
    work: (tx: Transaction, endpoint: Endpoint) => Promise<void>,
  ): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      const endpoint = await lockEndpoint(tx, id);
      if (endpoint === undefined) throw problems.endpointMissing();
      if (endpoint.stopped !== undefined) throw problems.endpointStopped();
      await work(tx, endpoint);
    });
  }
}
