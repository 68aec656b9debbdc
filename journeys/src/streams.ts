import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { demo } from './system/demo.js';

/** What NATS itself knows of a consumer and its stream. */
export async function consumerOf(
  stream: string,
  service: string,
): Promise<{ num_pending: number; num_ack_pending: number; stream_messages: number }> {
  const connection = await connect({ servers: demo().nats });
  try {
    const manager = await jetstreamManager(connection);
    const { num_pending, num_ack_pending } = await manager.consumers.info(stream, service);
    const { state } = await manager.streams.info(stream);
    return { num_pending, num_ack_pending, stream_messages: state.messages };
  } finally {
    await connection.close();
  }
}
