import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import type { Conversations } from './nats-users.js';
import { ensureReplayStream, replayStreamOf } from './replay-stream.js';
import { ensureStream, streamExists, streamOf } from './streams.js';

/** A stream that no release has configured so. What is in it may have been announced by somebody else. */
export class StreamNotOurs extends Error {
  override readonly name = 'StreamNotOurs';
}

/** Settings that let a stream take other events than those that its producer publishes, or pass them on. */
const forbidden = ['subject_transform', 'republish', 'sources', 'mirror'] as const satisfies (keyof StreamConfig)[];

/**
 * Creates the streams of all services where they are missing, and extends the replay streams by what modules newly
 * hear. Repeating it changes nothing. Only NATS' operator may: whoever chooses the settings of a stream can have the
 * server publish to any subject.
 * @throws StreamNotOurs
 */
export async function makeStreams(manager: JetStreamManager, hears: Conversations['hears']): Promise<void> {
  for (const [service, modules] of Object.entries(hears)) {
    await ensureStream(manager, service);
    await ensureReplayStream(manager, service, modules);
    for (const stream of [streamOf(service), replayStreamOf(service)]) await refuseForeign(manager, stream);
  }
}

async function refuseForeign(manager: JetStreamManager, stream: string): Promise<void> {
  if (!(await streamExists(manager, stream))) return;
  const { config } = await manager.streams.info(stream);
  const found = forbidden.filter((setting) => config[setting] !== undefined);
  if (found.length > 0) {
    throw new StreamNotOurs(
      `the stream ${stream} has ${found.join(', ')}, which no release of this system gives it: find out who did, ` +
        'delete the stream, and make it again',
    );
  }
}
