import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Milliseconds: a new connection without a request after that long counts as idle. */
const silence = 500;
const longestForQuiet = 300;

/**
 * The addresses at which a service accepts connections. Fastify itself listens on every address of `localhost`, but
 * on closing it waits for the first one alone.
 */
export class Listeners {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly answers = new Set<ServerResponse>();
  /** Connections accepted so far. */
  private taken = 0;
  private leaving = false;

  constructor(private readonly app: NestFastifyApplication) {}

  /** Listens on every address of the host. @throws where one of them is taken */
  async listen(port: number, host: string): Promise<void> {
    const [first, ...others] = await lookup(host, { all: true });
    const main = this.app.getHttpServer() as Server;
    this.watch(main);
    await this.app.listen(port, first?.address ?? host);
    const { port: taken } = main.address() as { port: number };
    for (const { address } of others) {
      await this.listenAlso(taken, address).catch((error: { code?: string }) => {
        // The name resolves to an address that this machine does not have, such as ::1 where IPv6 is off.
        if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
      });
    }
  }

  /** The same service at another port or address. */
  async listenAlso(port: number, host: string): Promise<void> {
    const fastify = this.app.getHttpAdapter().getInstance();
    const main = this.app.getHttpServer() as Server;
    const { requestTimeout, headersTimeout, keepAliveTimeout } = main;
    const server = createServer({ requestTimeout, headersTimeout, keepAliveTimeout });
    this.watch(server);
    server.on('request', (request, response) => fastify.routing(request, response));
    server.listen(port, host);
    await once(server, 'listening');
  }

  /** Still serves, and sends `Connection: close` with each response. */
  refuseKeepAlive(): void {
    this.leaving = true;
    for (const answer of this.answers) answer.shouldKeepAlive = false;
  }

  /**
   * Accepts no connections any more. Resolves when requests under way have their responses; connections that are
   * still open after so many milliseconds are cut off.
   */
  async close(patience: number): Promise<void> {
    this.refuseKeepAlive();
    await this.backlogEmpty();
    const closed = Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    const cut = setTimeout(() => {
      for (const server of this.servers) server.closeAllConnections();
    }, patience);
    await Promise.race([closed, pause(silence, undefined, { ref: false })]);
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
    await closed;
    clearTimeout(cut);
  }

  /**
   * Closing the listener resets connections that the kernel has accepted and this process has not. So the listener
   * closes after a turn of the event loop that was short and brought none; or after a while, where they never cease.
   */
  private async backlogEmpty(): Promise<void> {
    for (const until = performance.now() + longestForQuiet; performance.now() < until;) {
      const [began, known] = [performance.now(), this.taken];
      await new Promise((resolve) => setImmediate(resolve));
      if (this.taken === known && performance.now() - began < 1) return;
    }
  }

  private watch(server: Server): void {
    this.servers.push(server);
    server.on('connection', (socket) => {
      this.taken += 1;
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.prependListener('request', (_request, response) => {
      if (this.leaving) response.shouldKeepAlive = false;
      this.answers.add(response);
      response.once('close', () => this.answers.delete(response));
    });
  }
}
