import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A TCP proxy to another port that holds responses back on demand. */
export class SlowRoad {
  private readonly answers = new Set<Socket>();
  private held = false;
  private target = 0;
  private readonly server = createServer((client) => {
    const there = connect(this.target, '127.0.0.1');
    this.answers.add(there);
    there.once('close', () => this.answers.delete(there));
    for (const socket of [client, there]) socket.on('error', () => [client, there].forEach((one) => one.destroy()));
    client.pipe(there);
    there.pipe(client);
    if (this.held) there.pause();
  });

  async open(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  leadTo(port: number): void {
    this.target = port;
  }

  hold(): void {
    this.held = true;
    for (const answer of this.answers) answer.pause();
  }

  release(): void {
    this.held = false;
    for (const answer of this.answers) answer.resume();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const answer of this.answers) answer.destroy();
    await closed;
  }
}

/** Sends these parts one after the other, as a slow client would. */
export async function drips(socket: Socket, parts: readonly string[], every: number): Promise<void> {
  for (const part of parts) {
    socket.write(part);
    await pause(every);
  }
}
