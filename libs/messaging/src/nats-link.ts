import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, type NodeConnectionOptions } from '@nats-io/transport-node';
import type { HealthCheck } from '@todoke/service';

/** Milliseconds for a server that may be unavailable. */
const lastWords = 1_000;

/**
 * The service's one connection to NATS. It never stops trying: a service boots and serves people while NATS
 * is unavailable, and catches up when it is back.
 */
export class NatsLink {
  private readonly opening: Promise<NatsConnection>;
  private opened: NatsConnection | undefined;
  private readonly closing = new AbortController();

  /** @param url may have a user and a password, percent-encoded: `nats://approval:secret@nats:4222` */
  constructor(url: string, service: string) {
    const { user = service, ...server } = serverAt(url);
    this.opening = this.open({
      ...server,
      ...(server.pass !== undefined && { user }),
      name: service,
      // A place of its own for answers, so that rights can keep others from reading there.
      inboxPrefix: `_INBOX.${user}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
    });
    // Whoever needs the connection awaits it and sees the error; nobody may be waiting when it is given up.
    this.opening.catch(() => undefined);
  }

  private async open(options: NodeConnectionOptions): Promise<NatsConnection> {
    for (;;) {
      this.closing.signal.throwIfAborted();
      try {
        const connection = await connect({ ...options, timeout: 5_000 });
        if (this.closing.signal.aborted) await connection.close();
        this.opened = connection;
        return connection;
      } catch {
        await pause(500, undefined, { signal: this.closing.signal });
      }
    }
  }

  async client(): Promise<JetStreamClient> {
    return jetstream(await this.opening, { timeout: 5_000 });
  }

  async manager(): Promise<JetStreamManager> {
    return jetstreamManager(await this.opening, { timeout: 5_000, checkAPI: false });
  }

  /** Version of the server, such as 2.10.27. */
  async serverVersion(): Promise<string> {
    return (await this.opening).info?.version ?? '0.0.0';
  }

  check(): HealthCheck {
    return {
      name: 'nats',
      required: false,
      check: async () => {
        if (this.opened === undefined || this.opened.isClosed()) return 'unavailable';
        await this.opened.flush();
        return 'ok';
      },
    };
  }

  /** Waits no longer for a server that never came, so that nobody who waits for it holds up the end. */
  giveUp(): void {
    if (this.opened === undefined) this.closing.abort();
  }

  async close(): Promise<void> {
    this.closing.abort();
    // Acknowledgements go without being waited for; those of the last moment are still to be sent.
    await Promise.race([this.opened?.flush(), pause(lastWords, undefined, { ref: false })]).catch(() => undefined);
    await this.opened?.close();
  }
}

/** NATS takes user and password beside the address, not in it. */
function serverAt(url: string): Pick<NodeConnectionOptions, 'servers' | 'user' | 'pass'> {
  const { username = '', password = '', host = '' } = URL.canParse(url) ? new URL(url) : {};
  if (username === '') return { servers: url };
  return { servers: host, user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}
