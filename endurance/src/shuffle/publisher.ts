import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Envelope } from '@todoke/events';
import { connectToNats, newStreams } from '@todoke/testing';

/** Publishes events to the streams of their producers, as those would. */
export class Publisher {
  private constructor(
    private readonly connection: NatsConnection,
    private readonly manager: JetStreamManager,
    private readonly client: JetStreamClient,
  ) {}

  static async connect(url: string): Promise<Publisher> {
    const connection = await connectToNats(url, 'shuffled');
    return new Publisher(connection, await jetstreamManager(connection), jetstream(connection));
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** Deletes every stream with its consumers, and makes those of all services. */
  newStreams(): Promise<void> {
    return newStreams(this.manager);
  }

  /**
   * @param told the event as it is published, if it differs
   * @param time the number of the delivery: JetStream itself would drop a second message with the same id
   */
  async publish(event: Envelope, told: unknown = event, time = 1): Promise<void> {
    const msgID = time === 1 ? event.id : `${event.id}-${time}`;
    await this.client.publish(event.subject, JSON.stringify(told), { msgID });
  }

  /** The number of events that a service has not acknowledged. */
  async openFor(service: string, producers: Iterable<string>): Promise<number> {
    let open = 0;
    for (const producer of producers) {
      const stream = producer.toUpperCase();
      const consumers = this.manager.consumers.list(stream);
      for await (const { name, num_pending: pending, num_ack_pending: unacknowledged } of consumers) {
        if (name === service) open += pending + unacknowledged;
      }
    }
    return open;
  }

  /** Whether a service has its consumers on all these streams. */
  async isHeardBy(service: string, producers: Iterable<string>): Promise<boolean> {
    for (const producer of producers) {
      const known = await this.manager.consumers.info(producer.toUpperCase(), service).catch(() => undefined);
      if (known === undefined) return false;
    }
    return true;
  }
}
