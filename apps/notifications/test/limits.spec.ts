import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { eventually } from '@todoke/testing';
import { SMTPServer } from 'smtp-server';
import { deliver, eventFor } from './events.js';
import { Relay } from './relay.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let app: NestFastifyApplication | undefined;

beforeAll(async () => {
  bed = await newBed();
});

afterEach(async () => {
  await app?.close();
  app = undefined;
  await bed.ask('DELETE FROM notifications.mails');
});

afterAll(() => bed.stop());

async function start(url: string, own: NodeJS.ProcessEnv = {}): Promise<NestFastifyApplication> {
  // Waits as an operator has them, but for a lease that no slow machine outlives.
  const environment = ownEnvironment({
    SMTP_URL: url,
    SMTP_SEND_TIMEOUT_MS: '60000',
    MAIL_LEASE_MS: '600000',
    MAIL_RETRY_FIRST_MS: '15000',
    MAIL_RETRY_LONGEST_MS: '3600000',
    ...own,
  });
  ({ app } = await bed.start({ environment }));
  return app;
}

let boxes = 0;
const queue = async (count: number, code: 'M1' | 'M2', address: (box: number) => string): Promise<Envelope[]> => {
  const events = await Promise.all(
    Array.from({ length: count }, () => eventFor(code, { data: { address: address((boxes += 1)) } })),
  );
  await Promise.all(events.map((event) => deliver(bed.nats, event)));
  return events;
};

interface Row {
  state: string;
  attempts: number;
  status: string | null;
}
const rows = (events: readonly Envelope[]): Promise<Row[]> =>
  bed.ask<Row>('SELECT state, attempts, status FROM notifications.mails WHERE event_id = ANY($1::uuid[])', [
    events.map(({ id }) => id),
  ]);
const accepted = (events: readonly Envelope[]): Promise<void> =>
  eventually(async () => {
    const found = await rows(events);
    expect(found.filter(({ state }) => state !== 'accepted')).toEqual([]);
    expect(found).toHaveLength(events.length);
  });

const smtp = async (): Promise<unknown> =>
  ((await (await fetch(`${await app!.getUrl()}/health/ready`)).json()) as { checks: { smtp?: unknown } }).checks.smtp;
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(`${await app!.getUrl()}/metrics`)).text())?.[1]);

describe('a server that allows three connections', () => {
  it('takes three hundred mails, refuses a few connections meanwhile, and is no outage', async () => {
    const taken: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      maxClients: 3,
      onData: (stream, session, done) => {
        stream.resume().on('end', () => {
          taken.push(session.envelope.rcptTo[0]?.address ?? '');
          done();
        });
      },
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    await start(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, { SMTP_MAX_CONNECTIONS: '20' });
    const letters = await queue(290, 'M2', (box) => `box-${box}@clinic.example`);
    const codes = await queue(10, 'M1', (box) => `box-${box}@clinic.example`);
    const seen = new Set<unknown>();
    const watching = setInterval(() => void smtp().then((state) => seen.add(state)), 50);
    await accepted([...letters, ...codes]);
    clearInterval(watching);
    expect([...seen]).toEqual(['ok']);
    expect(new Set(taken).size).toBe(300);
    const found = await rows([...letters, ...codes]);
    expect(found.filter(({ status }) => status !== null)).toEqual([]);
    // A few were refused until the number was learned.
    expect(found.reduce((sum, { attempts }) => sum + attempts - 1, 0)).toBeLessThan(20);
    expect(await metric('smtp_connections_allowed')).toBeLessThanOrEqual(4);
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it.each([
    ['greeting', '421 4.7.0 relay.example Error: too many connections from 192.0.2.1'],
    ['greeting', '421 4.3.2 Service not available, closing transmission channel'],
    ['mail', '450 4.7.0 too many connections'],
    ['rcpt', '421 4.7.0 Too many concurrent sessions'],
  ] as const)('and says so at %s with %j still takes all', async (stage, reply) => {
    const relay = await new Relay().start();
    const busy = new Set<number>();
    let most = 0;
    relay.says = (at, _address, connection) => {
      if (at !== stage) return undefined;
      most = Math.max(most, relay.open.size);
      if (relay.open.size <= 3) return undefined;
      busy.add(connection);
      return reply;
    };
    await start(relay.url, { SMTP_MAX_CONNECTIONS: '10' });
    const events = await queue(100, 'M2', (box) => `box-${box}@clinic-${box % 7}.example`);
    await accepted(events);
    expect(new Set(relay.delivered.map(({ rcpt }) => rcpt)).size).toBe(100);
    expect(busy.size).toBeLessThan(30);
    await relay.stop();
  });

  it('of which others have all is asked ever more seldom, until it has one for us', async () => {
    const relay = await new Relay().start();
    relay.says = (at) => (at === 'greeting' ? '421 too many connections' : undefined);
    await start(relay.url, { SMTP_MAX_CONNECTIONS: '10' });
    const events = await queue(20, 'M2', (box) => `box-${box}@clinic.example`);
    await eventually(() => relay.connections >= 4);
    expect(await smtp()).toBe('ok');
    relay.says = () => undefined;
    await accepted(events);
    // Nearly none of the mails was tried meanwhile.
    const tried = (await rows(events)).reduce((sum, { attempts }) => sum + attempts - 1, 0);
    expect(tried).toBeLessThan(20);
    await relay.stop();
  });
});

describe('one recipient’s trouble', () => {
  it.each(['421 4.2.1 mailbox busy', '450 4.2.0 later', '451 4.7.1 greylisted'])(
    '(%s) delays nobody else, and is not tried in a loop',
    async (reply) => {
      const relay = await new Relay().start();
      relay.says = (at, address) => (at === 'rcpt' && address === 'busy@clinic.example' ? reply : undefined);
      await start(relay.url, { SMTP_MAX_CONNECTIONS: '5' });
      const busy = await queue(5, 'M2', () => 'busy@clinic.example');
      await eventually(() => relay.offeredTo('busy@clinic.example') >= 1);
      for (let round = 0; round < 10; round++) {
        await accepted(await queue(1, 'M1', (box) => `box-${box}@clinic.example`));
        await accepted(await queue(2, 'M2', (box) => `box-${box}@other-${box}.example`));
      }
      expect(await smtp()).toBe('ok');
      // The mails that were taken up with the first, on a connection that was open and on a new one; then all wait.
      expect(relay.offeredTo('busy@clinic.example')).toBeLessThanOrEqual(5 * 2);
      expect((await rows(busy)).map(({ state }) => state)).toEqual(Array(5).fill('waiting'));
      await relay.stop();
    },
  );

  it('that its whole domain has is tried with a few mails, then with one, and goes when that is taken', async () => {
    const relay = await new Relay().start();
    relay.says = (at, address) => (at === 'rcpt' && address.endsWith('@slow.example') ? '451 4.3.0 later' : undefined);
    await start(relay.url, {
      SMTP_MAX_CONNECTIONS: '3',
      MAIL_RETRY_FIRST_MS: '1000',
      MAIL_RETRY_LONGEST_MS: '2000',
    });
    const slow = await queue(60, 'M2', (box) => `box-${box}@slow.example`);
    await eventually(() => relay.offeredTo('slow.example') >= 3);
    for (let round = 0; round < 5; round++) await accepted(await queue(1, 'M1', (box) => `box-${box}@quick.example`));
    const tried = (await rows(slow)).filter(({ attempts }) => attempts > 0).length;
    expect(tried).toBeLessThan(30);
    relay.says = () => undefined;
    await accepted(slow);
    await relay.stop();
  });
});
