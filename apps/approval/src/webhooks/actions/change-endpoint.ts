import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Jurisdiction, type Transaction } from '../../persistence/databases.js';
import { type Endpoint, resume, stop, withNewSecret } from '../domain/endpoint.js';
import { lockEndpoint, removeEndpoint, saveEndpoint } from '../persistence/endpoints.js';
import { problems } from '../problems.js';
import { SecretBox } from '../sending/secret-box.js';
import { drawSecret } from './draw-secret.js';

/** What a prefecture does with an address that it has registered: 設定, シークレットの更新, 停止, 再開, 削除. */
@Injectable()
export class ChangeEndpoint {
  constructor(
    private readonly databases: Databases,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem endpoint-missing */
  set(id: string, wanted: Pick<Endpoint, 'url' | 'events'>, official: Jurisdiction): Promise<boolean> {
    const same = ({ url, events }: Endpoint): boolean => url === wanted.url && events.join() === wanted.events.join();
    const decide = (endpoint: Endpoint): Endpoint | undefined =>
      same(endpoint) ? undefined : { ...endpoint, ...wanted };
    return this.change(id, 'webhook.changed', official, decide);
  }

  /**
   * @param seen number of the secret that the page showed
   * @returns the new secret; undefined where that one was renewed before
   * @throws Problem endpoint-missing
   */
  async renewSecret(id: string, seen: number, official: Jurisdiction): Promise<string | undefined> {
    const secret = drawSecret();
    const now = this.clock.now();
    const decide = (endpoint: Endpoint): Endpoint | undefined =>
      withNewSecret(endpoint, this.box.close(secret, endpoint.id), seen, now);
    return (await this.change(id, 'webhook.secret-renewed', official, decide)) ? secret : undefined;
  }

  /** @throws Problem endpoint-missing */
  stop(id: string, official: Jurisdiction): Promise<boolean> {
    const now = this.clock.now();
    return this.change(id, 'webhook.stopped', official, (endpoint) => stop(endpoint, 'wished', now));
  }

  /** @throws Problem endpoint-missing */
  resume(id: string, official: Jurisdiction): Promise<boolean> {
    return this.change(id, 'webhook.resumed', official, resume);
  }

  /** Removing what is gone already changes nothing. */
  remove(id: string, official: Jurisdiction): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      if ((await lockEndpoint(tx, id)) === undefined || !(await removeEndpoint(tx, id))) return;
      await audit(tx, { actor: official.sub, action: 'webhook.removed', subject: id });
    });
  }

  /** @returns whether something changed */
  private change(
    id: string,
    action: string,
    official: Jurisdiction,
    decide: (endpoint: Endpoint) => Endpoint | undefined,
  ): Promise<boolean> {
    return this.databases.forOfficial(official, async (tx: Transaction) => {
      const before = await lockEndpoint(tx, id);
      if (before === undefined) throw problems.endpointMissing();
      const after = decide(before);
      if (after === undefined) return false;
      await saveEndpoint(tx, after);
      await audit(tx, { actor: official.sub, action, subject: id });
      return true;
    });
  }
}
