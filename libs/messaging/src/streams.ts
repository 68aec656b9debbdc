import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';

const day = 24 * 60 * 60 * 1e9; // JetStream counts in nanoseconds
const second = 1e9;

/** One stream a producing service: `REGISTRATION` holds `registration.>`. */
export const streamOf = (producer: string): string => producer.toUpperCase();

/** Makes sure that a producer's stream is there, whoever needs it first: the producer or a consumer. */
export async function ensureStream(manager: JetStreamManager, producer: string): Promise<void> {
  const name = streamOf(producer);
  try {
    await manager.streams.info(name);
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    await manager.streams.add({
      name,
      subjects: [`${producer}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      max_age: 30 * day,
      duplicate_window: 120 * second,
    });
  }
}

/** Messages that one service may have in hand from one stream. */
const inHand = 512;

/**
 * The durable consumer of (service, stream), with explicit acknowledgement. A release that hears more changes it where it
 * stands: what it hears newly, it hears from then on. One that hears less leaves it, since it may be the older one of two
 * that run side by side.
 * @param options.subjects left out: the whole stream. Servers before 2.10 take only one filter, so there it is left out
 */
export async function ensureConsumer(
  manager: JetStreamManager,
  options: { stream: string; service: string; subjects?: readonly string[] },
): Promise<void> {
  const { stream, service, subjects } = options;
  const consumer = {
    durable_name: service,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: 30 * second,
    max_deliver: -1,
    max_ack_pending: inHand,
  };
  if (subjects === undefined) {
    await manager.consumers.add(stream, consumer);
    return;
  }
  const known = await filtersOf(manager, stream, service);
  const filters = { filter_subjects: [...new Set([...(known ?? []), ...subjects])].sort() };
  if (known === undefined) await manager.consumers.add(stream, { ...consumer, ...filters });
  else if (filters.filter_subjects.length > known.length) await manager.consumers.update(stream, service, filters);
}

/** What a consumer asks for, nothing being the whole stream; undefined where there is none. */
async function filtersOf(
  manager: JetStreamManager,
  stream: string,
  service: string,
): Promise<readonly string[] | undefined> {
  try {
    const { filter_subject: one, filter_subjects: several } = (await manager.consumers.info(stream, service)).config;
    return several ?? (one === undefined || one === '' ? [] : [one]);
  } catch (error) {
    if (error instanceof JetStreamApiError) return undefined;
    throw error;
  }
}

export const takesSeveralFilters = (serverVersion: string): boolean => {
  const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 10);
};
