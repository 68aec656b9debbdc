import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import {
  connect,
  type NatsConnection,
  type NodeConnectionOptions,
  PermissionViolationError,
  RequestError,
} from '@nats-io/transport-node';
import type { HealthCheck } from '@todoke/service';
import { natsServer } from '@todoke/service/nats-server';
import { nats } from './retry-policy.js';
import { streamExists, streamOf } from './streams.js';

/**
 * The prefix of JetStream's API for services, whose accounts import it from that of the streams:
 * `deploy/nats-users.conf`. For the operator, and on a server without that file, it is `$JS.API`.
 */
export const jetstreamOfServices = 'STREAMS.API';
const operator = 'operator';

/** Whether the server refused a request because its user has no right to it. */
export const lacksRight = (error: unknown): boolean =>
  error instanceof RequestError && error.cause instanceof PermissionViolationError;

/** Milliseconds that the end of the service waits for a server that may be unavailable. */
const lastWords = 1_000;

/**
 * The one NATS connection of a service. It reconnects without limit: the service starts and serves people while NATS is
 * unavailable, and catches up later.
 */
export class NatsLink {
  private readonly opening: Promise<NatsConnection>;
  private opened: NatsConnection | undefined;
  private readonly closing = new AbortController();
  private readonly api: { apiPrefix?: string };

  /** @param url may have a user and a password, percent-encoded: `nats://approval:secret@nats:4222` */
  constructor(
    url: string,
    private readonly service: string,
  ) {
    const { user = service, ...server } = natsServer(url);
    this.api = server.pass === undefined || user === operator ? {} : { apiPrefix: jetstreamOfServices };
    this.opening = this.open({
      ...server,
      ...(server.pass !== undefined && { user }),
      name: service,
      // An inbox prefix of its own, so that permissions of NATS can keep other services from reading the answers.
      inboxPrefix: `_INBOX.${user}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: nats.reconnectAfter,
    });
    // Callers that await the connection see the error. There may be none, and the rejection must not end the process.
    this.opening.catch(() => undefined);
  }

  private async open(options: NodeConnectionOptions): Promise<NatsConnection> {
    for (;;) {
      this.closing.signal.throwIfAborted();
      try {
        const connection = await connect({ ...options, timeout: nats.connectWithin });
        if (this.closing.signal.aborted) await connection.close();
        this.opened = connection;
        return connection;
      } catch {
        await pause(nats.reconnectAfter, undefined, { signal: this.closing.signal });
      }
    }
  }

  /** The connection for questions and answers; waits until there is one. @throws where the service ends before */
  connection(): Promise<NatsConnection> {
    return this.opening;
  }

  async client(): Promise<JetStreamClient> {
    return jetstream(await this.opening, { ...this.api, timeout: nats.answersWithin });
  }

  async manager(): Promise<JetStreamManager> {
    return jetstreamManager(await this.opening, { ...this.api, timeout: nats.answersWithin, checkAPI: false });
  }

  /** Version of the server, such as 2.10.27. */
  async serverVersion(): Promise<string> {
    return (await this.opening).info?.version ?? '0.0.0';
  }

  /** `missing`: the service's own stream, without which it announces nothing, and which only NATS' operator makes. */
  check(): HealthCheck {
    return {
      name: 'nats',
      required: false,
      check: async () => {
        if (this.opened === undefined || this.opened.isClosed()) return 'unavailable';
        return (await streamExists(await this.manager(), streamOf(this.service))) ? 'ok' : 'missing';
      },
    };
  }

  /** Gives up a connection that was never made, so that nobody who awaits it delays the end. */
  giveUp(): void {
    if (this.opened === undefined) this.closing.abort();
  }

  async close(): Promise<void> {
    this.closing.abort();
    // Acknowledgements are sent without being awaited; a flush sends the last of them.
    await Promise.race([this.opened?.flush(), pause(lastWords, undefined, { ref: false })]).catch(() => undefined);
    await this.opened?.close();
  }
}
