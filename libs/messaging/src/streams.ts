import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { acknowledgedWithinSeconds, endlessDeliveries } from './retry-policy.js';

const day = 24 * 60 * 60 * 1e9; // JetStream counts in nanoseconds
const second = 1e9;

/** Name of the stream of a producing service: `REGISTRATION` has `registration.>`. */
export const streamOf = (producer: string): string => producer.toUpperCase();

/** @param stream its name, such as `REGISTRATION` */
export async function streamExists(manager: JetStreamManager, stream: string): Promise<boolean> {
  try {
    await manager.streams.info(stream);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError) return false;
    throw error;
  }
}

/** Creates the stream of a producer where it is missing. Only NATS' operator may. */
export async function ensureStream(manager: JetStreamManager, producer: string): Promise<void> {
  if (await streamExists(manager, streamOf(producer))) return;
  await manager.streams.add({
    name: streamOf(producer),
    subjects: [`${producer}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    max_age: 30 * day,
    duplicate_window: 120 * second,
  });
}

/**
 * The most messages of one stream that a service may have been delivered and not answered (`max_ack_pending`), those
 * that wait for a redelivery included. While so many wait for one module, the others get no new ones.
 */
const inHand = 10_000;

/**
 * Creates or updates the durable consumer of (service, stream), with explicit acknowledgement. New subjects are
 * delivered from then on. Subjects are only added, since the release that hears fewer may be the older of two that run
 * side by side.
 * @param options.subjects undefined: the whole stream. NATS servers before 2.10 take only one filter, so there it is
 * undefined
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
    ack_wait: acknowledgedWithinSeconds * second,
    max_deliver: endlessDeliveries,
    max_ack_pending: inHand,
  };
  const known = await configOf(manager, stream, service);
  if (known === undefined) {
    await manager.consumers.add(stream, { ...consumer, ...(subjects && { filter_subjects: [...subjects].sort() }) });
    return;
  }
  const asked = filtersOf(known);
  const filters = [...new Set([...asked, ...(subjects ?? [])])].sort();
  const change = {
    ...(filters.length > asked.length && { filter_subjects: filters }),
    ...((known.max_ack_pending ?? 0) < inHand && { max_ack_pending: inHand }),
  };
  if (Object.keys(change).length > 0) await manager.consumers.update(stream, service, change);
}

async function configOf(
  manager: JetStreamManager,
  stream: string,
  service: string,
): Promise<ConsumerConfig | undefined> {
  try {
    return (await manager.consumers.info(stream, service)).config;
  } catch (error) {
    if (error instanceof JetStreamApiError) return undefined;
    throw error;
  }
}

/** The filter subjects of a consumer; empty: the whole stream. */
const filtersOf = ({ filter_subject: one, filter_subjects: several }: ConsumerConfig): readonly string[] =>
  several ?? (one === undefined || one === '' ? [] : [one]);

export const takesSeveralFilters = (serverVersion: string): boolean => {
  const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 10);
};
