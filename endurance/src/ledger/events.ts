import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { services } from '@todoke/local-system';
import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

/** A service and one producer whose stream it hears. */
interface Hearer {
  readonly service: string;
  readonly producer: string;
  readonly subjects: readonly string[];
  /** Events that it has still to take: not handed out yet, or handed out and not acknowledged. */
  readonly open: number;
}

async function withNats<Result>(system: System, work: (nats: NatsConnection) => Promise<Result>): Promise<Result> {
  const nats = await connect({ servers: system.settings.natsUrl, name: 'endurance', timeout: 5_000 });
  try {
    return await work(nats);
  } finally {
    await nats.close();
  }
}

const hearers = (system: System): Promise<Hearer[]> =>
  withNats(system, async (nats) => {
    const manager = await jetstreamManager(nats);
    const found: Hearer[] = [];
    for await (const stream of manager.streams.names()) {
      for await (const { name, config, num_pending: pending, num_ack_pending: unacknowledged } of manager.consumers.list(stream)) {
        if (config.durable_name === undefined) continue;
        const subjects = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : []);
        found.push({ service: name, producer: stream.toLowerCase(), subjects, open: pending + unacknowledged });
      }
    }
    return found;
  });

/** What still has to be published or taken. Empty when the system has come to rest. */
export async function underWay(system: System): Promise<string[]> {
  const outboxes = await Promise.all(services.map((service) => unpublished(system, service)));
  const open = (await hearers(system)).filter((hearer) => hearer.open > 0);
  return [
    ...outboxes.flatMap((count, index) => (count > 0 ? [`${count} events in the outbox of ${services[index]}`] : [])),
    ...open.map(({ service, producer, open: count }) => `${count} events of ${producer} for ${service}`),
  ];
}

/** How many events of a producer a service has not been handed; it need not run. */
export async function waitingFor(system: System, service: string, producer: string): Promise<number> {
  const hearer = (await hearers(system)).find((one) => one.service === service && one.producer === producer);
  return hearer?.open ?? 0;
}

/** How many events a service has not taken although they were announced and it hears them. */
export async function missedBy(system: System, hearer: Omit<Hearer, 'open'>): Promise<number> {
  return (await notTaken(system, { ...hearer, open: 0 })).count;
}

/** What a service hears of a producer. */
export async function hearing(system: System, service: string, producer: string): Promise<Omit<Hearer, 'open'>> {
  const hearer = (await hearers(system)).find((one) => one.service === service && one.producer === producer);
  if (hearer === undefined) throw new Error(`${service} does not hear ${producer}`);
  return hearer;
}

/** As a careless hand or a lost volume would: the stream is gone, with all its consumers. */
export const deleteStream = (system: System, producer: string): Promise<boolean> =>
  withNats(system, async (nats) => (await jetstreamManager(nats)).streams.delete(producer.toUpperCase()));

async function unpublished(system: System, service: string): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM ${service}.outbox WHERE published_at IS NULL`;
  return (await rows<{ count: number }>(system.adminUrl, sql))[0]?.count ?? 0;
}

/**
 * Whether every event of every outbox is in its stream, was taken by everybody who hears it, and none was laid aside.
 * @returns what is wrong
 */
export async function events(system: System): Promise<string[]> {
  const found: string[] = [];
  for (const service of services) {
    const letters = await rows<{ subject: string; error_code: string; count: number }>(
      system.adminUrl,
      `SELECT subject, error_code, count(*)::int AS count FROM ${service}.dead_letters GROUP BY 1, 2`,
    );
    found.push(...letters.map((one) => `${one.count} dead letters at ${service}: ${one.subject}, ${one.error_code}`));
    const missing = await missingFromStream(system, service);
    if (missing.length > 0) found.push(`${missing.length} events of ${service} are not in its stream: ${missing.slice(0, 5).join(', ')}`);
  }
  for (const hearer of await hearers(system)) {
    const { count } = await notTaken(system, hearer);
    if (count > 0) found.push(`${count} events of ${hearer.producer} were never taken by ${hearer.service}`);
  }
  return found;
}

async function missingFromStream(system: System, service: string): Promise<string[]> {
  const told = await rows<{ id: string; subject: string }>(system.adminUrl, `SELECT id::text, subject FROM ${service}.outbox`);
  const ids = await idsInStream(system, service);
  return told.filter(({ id }) => !ids.has(id)).map(({ id, subject }) => `${subject} ${id}`);
}

const idsInStream = (system: System, service: string): Promise<Set<string>> =>
  withNats(system, async (nats) => {
    const stream = service.toUpperCase();
    const { state } = await (await jetstreamManager(nats)).streams.info(stream);
    const ids = new Set<string>();
    if (state.messages === 0) return ids;
    const consumer = await jetstream(nats).consumers.get(stream, { headers_only: true });
    for await (const message of await consumer.consume()) {
      ids.add(message.headers?.get('Nats-Msg-Id') ?? '');
      if (message.info.pending === 0) break;
    }
    return ids;
  });

async function notTaken(system: System, { service, producer, subjects }: Hearer): Promise<{ count: number }> {
  const [counted] = await rows<{ count: number }>(
    system.adminUrl,
    `SELECT count(*)::int AS count FROM ${producer}.outbox o
     WHERE subject = ANY($1) AND NOT EXISTS (SELECT FROM ${service}.inbox i WHERE i.event_id = o.id)`,
    [subjects],
  );
  return counted ?? { count: 0 };
}

/** How many events there are in all outboxes. */
export async function eventTotal(system: System): Promise<number> {
  const sql = services.map((service) => `SELECT count(*)::int AS count FROM ${service}.outbox`).join(' UNION ALL ');
  return (await rows<{ count: number }>(system.adminUrl, sql)).reduce((sum, { count }) => sum + count, 0);
}
