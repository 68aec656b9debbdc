import { jetstream, jetstreamManager, RetentionPolicy, StorageType, type JetStreamManager } from '@nats-io/jetstream';
import { type NatsConnection } from '@nats-io/transport-node';
import type { Envelope } from '@todoke/events';
import { eventually } from '../eventually.js';
import { serversInUse } from '../servers/servers-in-use.js';
import { connectToNats } from './connect-to-nats.js';
import { natsUrlFor } from './nats-users.js';

export interface FreshNats {
  /** As operator, who may do everything. */
  readonly url: string;
  /** NATS_URL as this service has it, with its own rights. */
  urlFor(service: string): string;
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  /** Publishes an event to its service's stream, as that service would. JetStream drops a duplicate id. */
  publishAs(envelope: Envelope): Promise<void>;
  /** The events of one subject that are in the streams now, oldest first. Wait with `eventually`. */
  published(subject: string): Promise<Envelope[]>;
  /** Closes the connection; the streams stay until the next `freshNats`. */
  close(): Promise<void>;
}

/** This run's NATS without any stream or consumer. */
export async function freshNats(): Promise<FreshNats> {
  const url = serversInUse().natsUrl;
  const connection = await connectToNats(url);
  const manager = await jetstreamManager(connection);
  for (const name of await streamNames(manager)) await manager.streams.delete(name);
  const client = jetstream(connection);
  return {
    url,
    urlFor: (service) => natsUrlFor(service, url),
    connection,
    manager,
    publishAs: async (envelope) => {
      await ensureStream(manager, envelope.subject);
      await client.publish(envelope.subject, JSON.stringify(envelope), { msgID: envelope.id });
    },
    published: (subject) => messagesOf(manager, subject),
    close: () => connection.drain(),
  };
}

const streamNames = async (manager: JetStreamManager): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of manager.streams.names()) names.push(name);
  return names;
};

/** A stream a producing service, named after it: `approval.application-approved.v1` is in APPROVAL. */
const streamOf = (subject: string): string => (subject.split('.')[0] ?? subject).toUpperCase();

async function ensureStream(manager: JetStreamManager, subject: string): Promise<void> {
  const name = streamOf(subject);
  if ((await streamNames(manager)).includes(name)) return;
  const wanted = {
    name,
    subjects: [`${name.toLowerCase()}.>`],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    // Exactly the configuration of @todoke/messaging: a service may be creating the same stream at the same moment.
    max_age: 30 * 24 * 3600 * 1e9,
    duplicate_window: 120 * 1e9,
  };
  // While the server is still deleting the previous stream, it creates none of the same name.
  await eventually(() => manager.streams.add(wanted), { what: `the stream ${name}` });
}

async function messagesOf(manager: JetStreamManager, subject: string): Promise<Envelope[]> {
  const stream = streamOf(subject);
  if (!(await streamNames(manager)).includes(stream)) return [];
  const found: Envelope[] = [];
  for (let seq = 1; ;) {
    // The server supports this query; the client's type declares it for direct gets only.
    const next = { seq, next_by_subj: subject } as { seq: number };
    const message = await manager.streams.getMessage(stream, next);
    if (message === null) return found;
    found.push(message.json<Envelope>());
    seq = message.seq + 1;
  }
}
