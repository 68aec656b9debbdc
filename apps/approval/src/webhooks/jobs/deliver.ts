import type { Job } from '@todoke/composition';
import type { Logger } from '@todoke/service';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { handOnFacts } from '../actions/hand-on-facts.js';
import { afterAttempt, type Delivery, isTaken } from '../domain/delivery.js';
import { afterAnswer, type Endpoint } from '../domain/endpoint.js';
import { deliverEvery, lease } from '../domain/retry-policy.js';
import { claimDeliveries, saveDelivery } from '../persistence/deliveries.js';
import { endpointsBy, lockEndpoint, saveEndpoint } from '../persistence/endpoints.js';
import { addressRulesOf } from '../sending/address.js';
import { SecretBox } from '../sending/secret-box.js';
import { send, type Sent } from '../sending/send.js';

/** Facts that one transaction hands on; deliveries that are sent at once, in total and to one address. */
const facts = 500;
const atOnce = 40;
const atOnceEach = 4;

/**
 * Hands facts on to the addresses that want them, and sends what is due. It may end anywhere: a delivery that was
 * claimed and not settled comes again under the same id (at least once).
 */
export const deliverWebhooks: Job<Config> = {
  name: 'deliver-webhooks',
  every: deliverEvery,
  round: async ({ get, clock, settings, logger }) => {
    const databases = get(Databases);
    const now = clock.now();
    const handedOn = await databases.inTransaction((tx) => handOnFacts(tx, facts, now));
    const until = new Date(now.getTime() + lease);
    const { due, endpoints } = await databases.inTransaction(async (tx) => {
      const claimed = await claimDeliveries(tx, { limit: atOnce, each: atOnceEach, now, until });
      const ids = [...new Set(claimed.map(({ endpoint }) => endpoint))];
      return { due: claimed, endpoints: await endpointsBy(tx, ids) };
    });
    const rules = addressRulesOf(settings);
    const attempt = async (delivery: Delivery): Promise<void> => {
      const endpoint = endpoints.get(delivery.endpoint);
      if (endpoint === undefined) return;
      const secrets = secretsOf(endpoint, get(SecretBox), now);
      const message = { id: `msg_${delivery.id}`, url: endpoint.url, body: delivery.body };
      const sent = secrets ? await send({ ...message, secrets }, rules) : unreadable;
      await databases.inTransaction((tx) => settle(tx, delivery, sent, { now: clock.now(), logger }));
    };
    await Promise.all(due.map(attempt));
    return handedOn === facts || due.length === atOnce;
  },
};

const unreadable: Sent = { error: 'secret-unreadable', tookMs: 0 };

/** In clear only while something is sent; undefined where SESSION_SECRET was another one when they were made. */
function secretsOf({ id, secret, earlier }: Endpoint, box: SecretBox, now: Date): string[] | undefined {
  try {
    const before = earlier !== undefined && earlier.until > now ? [box.open(earlier.secret, id)] : [];
    return [box.open(secret, id), ...before];
  } catch {
    return undefined;
  }
}

async function settle(
  tx: Transaction,
  delivery: Delivery,
  sent: Sent,
  { now, logger }: { readonly now: Date; readonly logger: Logger },
): Promise<void> {
  const endpoint = await lockEndpoint(tx, delivery.endpoint);
  if (endpoint === undefined) return;
  const after = afterAttempt(delivery, sent, now);
  await saveDelivery(tx, after);
  const changed = afterAnswer(endpoint, sent, now);
  if (changed !== undefined) await saveEndpoint(tx, changed);
  if (isTaken(sent)) return;
  const { status, error } = sent;
  const about = { endpoint: endpoint.id, delivery: delivery.id, status, error, attempts: delivery.attempts };
  logger.info({ ...about, state: after.state }, 'a webhook was not taken');
  if (changed?.stopped !== undefined) {
    logger.warn({ endpoint: endpoint.id, why: changed.stopped.why }, 'a webhook is stopped');
  }
}
