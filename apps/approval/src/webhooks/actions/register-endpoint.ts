import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Jurisdiction } from '../../persistence/databases.js';
import { type Endpoint, mostEndpoints } from '../domain/endpoint.js';
import { countEndpoints, findRegisteredBy, insertEndpoint } from '../persistence/endpoints.js';
import { problems } from '../problems.js';
import { SecretBox } from '../sending/secret-box.js';
import { drawSecret } from './draw-secret.js';

interface Registered {
  readonly id: string;
  /** In clear only here; undefined where the page was sent before, and its secret shown then. */
  readonly secret: string | undefined;
}

/** 登録: a prefecture's system is told of its applications from now on. */
@Injectable()
export class RegisterEndpoint {
  constructor(
    private readonly databases: Databases,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param request id of the page that was sent; a second call with the same id registers nothing more
   * @throws Problem too-many-endpoints; endpoint-missing where the request is another prefecture's
   */
  run(
    request: string,
    wanted: Pick<Endpoint, 'url' | 'events'>,
    prefecture: string,
    official: Jurisdiction,
  ): Promise<Registered> {
    const id = randomUUID();
    const secret = drawSecret();
    const fresh = { id, prefecture, secretNumber: 1, createdAt: this.clock.now() };
    const endpoint: Endpoint = { ...fresh, ...wanted, secret: this.box.close(secret, id) };
    return this.databases.forOfficial(official, async (tx) => {
      const before = await findRegisteredBy(tx, request);
      if (before !== undefined) return { id: before, secret: undefined };
      if ((await countEndpoints(tx, prefecture)) >= mostEndpoints) throw problems.tooManyEndpoints();
      if (!(await insertEndpoint(tx, endpoint, request))) return again(await findRegisteredBy(tx, request));
      await audit(tx, { actor: official.sub, action: 'webhook.registered', subject: id });
      return { id, secret };
    });
  }
}

/** Both came at the same time. */
function again(id: string | undefined): Registered {
  if (id === undefined) throw problems.endpointMissing();
  return { id, secret: undefined };
}
