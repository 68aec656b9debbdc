import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { isUnavailable } from '@todoke/database';
import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, natsUrlFor } from '@todoke/testing';
import { Databases } from '../src/persistence/databases.js';
import { type Running, staffed } from './running.js';
import { pharmacy, waiting } from './samples.js';

const number = 'APF-00000001';
const path = `/applications/${number}`;

/** A TCP proxy to NATS that is closed at first and can be opened. */
class Way {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  port = 0;

  async reserve(): Promise<string> {
    await this.listen(() => undefined);
    this.port = (this.server?.address() as AddressInfo).port;
    await this.close();
    return natsUrlFor('approval', `nats://127.0.0.1:${this.port}`);
  }

  open(to: string): Promise<void> {
    const { hostname, port } = new URL(to);
    return this.listen((socket) => {
      const onward = connect(Number(port), hostname);
      for (const end of [socket, onward]) {
        this.sockets.add(end);
        end.on('error', () => undefined).on('close', () => [socket, onward].forEach((other) => other.destroy()));
      }
      socket.pipe(onward).pipe(socket);
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  private async listen(take: (socket: Socket) => void): Promise<void> {
    const server = createServer(take);
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }
}

let way: Way;
let service: Running;

beforeEach(async () => {
  way = new Way();
  service = await staffed({ NATS_URL: await way.reserve() });
});

afterEach(async () => {
  await service.stop();
  await way.close();
});

const readiness = async () => {
  const response = await fetch(`${service.url}/health/ready`);
  return { status: response.status, ...((await response.json()) as { checks: Record<string, string> }) };
};

it('without NATS officials go on deciding; it says so, and what was decided is told once NATS is there', async () => {
  await service.open(waiting(number));
  expect(await readiness()).toMatchObject({ status: 'degraded', checks: { database: 'ok', nats: 'unavailable' } });
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(200);
  const visitor = await service.visitor('official-46');
  await visitor.get(path);
  expect((await visitor.send(`${path}/approve`)).status).toBe(200);

  await way.open(service.nats.url);
  const [told] = await eventually(async () => {
    const events = await service.nats.published('approval.application-approved.v1');
    return events.length > 0 ? events : undefined;
  });
  expect(told).toMatchObject({ aggregate: { id: number, version: 2 } });
  const submission = { number: 'APF-00000002', prefecture: '46', items: pharmacy, address: pharmacy.email };
  await service.nats.publishAs(exampleEvent(applicationSubmitted, { version: 1, data: submission }));
  await eventually(async () => (await visitor.get('/')).html.includes('APF-00000002'));
  expect(await readiness()).toMatchObject({ status: 'ready' });
});

it('a transaction that takes longer than it may is told as a database that is unavailable', async () => {
  const late = service.app.get(Databases).inTransaction(
    async (tx) => {
      for (;;) await tx.$executeRaw`SELECT pg_sleep(0.1)`;
    },
    { timeout: 50 },
  );
  expect(isUnavailable(await late.catch((error: unknown) => error))).toBe(true);
});

it('with a schema that is behind it says that it is not ready, and a fault is a page without internals', async () => {
  const visitor = await service.visitor('official-46');
  await service.ask('ALTER TABLE approval.reviews RENAME TO away');
  const broken = await visitor.get('/');
  expect(broken.status).toBe(500);
  expect(broken.html).toContain('<h1>');
  expect(broken.html).not.toMatch(/prisma|reviews|relation/i);
  await service.ask('DELETE FROM approval._prisma_migrations');
  expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
});
