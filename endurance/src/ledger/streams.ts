import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type Service, services } from '@todoke/local-system';
import { connectToNats } from '@todoke/testing';
import { producersHeardBy } from '../system/hearing.js';
import type { System } from '../system/system.js';

const streamOf = (producer: Service): string => producer.toUpperCase();

/** A service and a producer whose stream it hears. */
export interface Hearer {
  readonly service: Service;
  readonly producer: Service;
  /** Events that are not delivered, or delivered and not acknowledged. Undefined: there is no consumer. */
  readonly open: number | undefined;
}

async function withNats<Result>(system: System, work: (nats: NatsConnection) => Promise<Result>): Promise<Result> {
  const nats = await connectToNats(system.natsUrl, 'endurance');
  try {
    return await work(nats);
  } finally {
    await nats.close();
  }
}

/** Every consumer and its progress. */
export const hearers = (system: System): Promise<Hearer[]> =>
  withNats(system, async (nats) => {
    const manager = await jetstreamManager(nats);
    const pairs = services.flatMap((service) => producersHeardBy(service).map((producer) => ({ service, producer })));
    return Promise.all(pairs.map(async (pair) => ({ ...pair, open: await openFor(manager, pair) })));
  });

async function openFor(
  manager: JetStreamManager,
  { service, producer }: Omit<Hearer, 'open'>,
): Promise<number | undefined> {
  const consumer = await manager.consumers.info(streamOf(producer), service).catch(() => undefined);
  return consumer && consumer.num_pending + consumer.num_ack_pending;
}

/** Deletes a stream with all its consumers, as a mistake or a lost volume would. */
export const deleteStream = (system: System, producer: Service): Promise<boolean> =>
  withNats(system, async (nats) => (await jetstreamManager(nats)).streams.delete(streamOf(producer)));

/** The ids of the events in a stream. Undefined: there is no such stream. */
export const idsInStream = (system: System, producer: Service): Promise<Set<string> | undefined> =>
  withNats(system, async (nats) => {
    const stream = streamOf(producer);
    const info = await (await jetstreamManager(nats)).streams.info(stream).catch(() => undefined);
    if (info === undefined) return undefined;
    const ids = new Set<string>();
    if (info.state.messages === 0) return ids;
    const consumer = await jetstream(nats).consumers.get(stream, { headers_only: true });
    for await (const message of await consumer.consume()) {
      ids.add(message.headers?.get('Nats-Msg-Id') ?? '');
      if (message.info.pending === 0) break;
    }
    return ids;
  });
