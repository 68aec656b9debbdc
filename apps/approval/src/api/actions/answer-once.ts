import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { officialOf } from '../desks/desk.js';
import type { ApiClient } from '../domain/client.js';
import { keysExpired, lease } from '../domain/idempotency.js';
import { beginRequest, endRequest, findRequest } from '../persistence/requests.js';
import { problems } from '../problems.js';

/** A request as it was sent. */
export interface SentRequest {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  /** As it was read: an object or, of a file, its bytes. */
  readonly body: unknown;
}

export interface Answered {
  readonly answer: object;
  /** It is the answer of before. */
  readonly repeated: boolean;
}

/**
 * Answers a request under its Idempotency-Key. What was done is answered again without being done again; what was
 * refused changed nothing, and is judged anew. A process may end at any point: the next request under the key goes on,
 * since the actions do nothing twice for what they know by the same id.
 */
@Injectable()
export class AnswerOnce {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param work does what was asked, known by an id that is the same whenever the request is repeated
   * @throws Problem idempotency-key-reused, idempotency-key-in-use; what `work` throws
   */
  async run(client: ApiClient, sent: SentRequest, work: (request: string) => Promise<object>): Promise<Answered> {
    const fingerprint = fingerprintOf(sent);
    const { key } = sent;
    const begun = await this.begin(client, key, fingerprint);
    if ('answer' in begun) return { answer: begun.answer, repeated: true };
    const { request } = begun;
    const end = (answer?: object) =>
      this.within(client, (tx) => endRequest(tx, { client: client.clientId, key, request, answer }));
    try {
      const answer = await work(request);
      await end(answer);
      return { answer, repeated: false };
    } catch (error) {
      // Where this fails too, the lease ends by itself.
      await end().catch(() => undefined);
      throw error;
    }
  }

  private begin(
    client: ApiClient,
    key: string,
    fingerprint: string,
  ): Promise<{ readonly request: string } | { readonly answer: object }> {
    const now = this.clock.now();
    const leasedUntil = new Date(now.getTime() + lease);
    const { clientId } = client;
    return this.within(client, async (tx) => {
      const first = { client: clientId, key, fingerprint, request: randomUUID() };
      const request = await beginRequest(tx, { ...first, now, leasedUntil, expired: keysExpired(now) });
      if (request !== undefined) return { request };
      const known = await findRequest(tx, clientId, key);
      if (known !== undefined && known.fingerprint !== fingerprint) throw problems.idempotencyKeyReused();
      if (known === undefined || known.answer === null) throw problems.idempotencyKeyInUse();
      return { answer: known.answer };
    });
  }

  private within<T>(client: ApiClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.databases.forOfficial(officialOf(client), work);
  }
}

function fingerprintOf({ method, path, body }: SentRequest): string {
  const sent = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256').update(`${method} ${path}\n`).update(sent).digest('hex');
}
