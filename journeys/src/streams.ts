import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connectToNats } from '@todoke/testing';
import { demo } from './system/demo.js';

/** What NATS itself knows of a consumer and its stream. */
export const consumerOf = (
  stream: string,
  service: string,
): Promise<{
  num_pending: number;
  num_ack_pending: number;
  num_waiting: number;
  ack_wait: number | undefined;
  stream_messages: number;
}> =>
  withNats(async (manager) => {
    const { num_pending, num_ack_pending, num_waiting, config } = await manager.consumers.info(stream, service);
    const { state } = await manager.streams.info(stream);
    return { num_pending, num_ack_pending, num_waiting, ack_wait: config.ack_wait, stream_messages: state.messages };
  });

/**
 * From now on NATS waits so long for an acknowledgement before it delivers an event again by itself, in nanoseconds.
 */
export const acknowledgementsHave = (stream: string, service: string, ack_wait: number): Promise<unknown> =>
  withNats((manager) => manager.consumers.update(stream, service, { ack_wait }));

async function withNats<Result>(work: (manager: JetStreamManager) => Promise<Result>): Promise<Result> {
  const connection = await connectToNats(demo().nats);
  try {
    return await work(await jetstreamManager(connection));
  } finally {
    await connection.close();
  }
}
