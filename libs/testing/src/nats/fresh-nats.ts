import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { type NatsConnection } from '@nats-io/transport-node';
import type { Envelope } from '@todoke/events';
import { serversInUse } from '../servers/servers-in-use.js';
import { connectToNats } from './connect-to-nats.js';
import { makeStream, newStreams } from './make-streams.js';
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

/** This run's NATS with the streams of all services, empty and without a consumer. */
export async function freshNats(): Promise<FreshNats> {
  const url = serversInUse().natsUrl;
  const connection = await connectToNats(url);
  const manager = await jetstreamManager(connection);
  await newStreams(manager);
  const client = jetstream(connection);
  return {
    url,
    urlFor: (service) => natsUrlFor(service, url),
    connection,
    manager,
    publishAs: async (envelope) => {
      await makeStream(manager, streamOf(envelope.subject));
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
