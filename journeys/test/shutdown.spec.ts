import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { LocalSystem, Service } from '@todoke/local-system';
import { eventually, exampleOf, lockedTable, rows } from '@todoke/testing';
import { mails, type Mail } from '../src/inbox.js';
import { acknowledgementsHave, consumerOf } from '../src/streams.js';
import { drips, SlowRoad } from '../src/slow-road.js';
import { demo, variable } from '../src/system/demo.js';
import { startWholeSystem } from '../src/system/whole-system.js';

/** Services are stopped, so this suite has a system of its own, with a proxy between it and the mail server. */
let system: LocalSystem;
const road = new SlowRoad();

beforeAll(async () => {
  const port = await road.open();
  system = await startWholeSystem('shutdown', { port });
  process.env[variable] = system.places.demo;
  road.leadTo(Number(demo().smtp.split(':').at(-1)));
});

afterAll(async () => {
  await system.stop();
  await road.close();
});

const form = '/user-Registration-Form';
const address = (service: Service): { host: string; port: number } => ({
  host: 'localhost',
  port: Number(new URL(demo().services[service]).port),
});

/** One request, and what came of it: the status of a whole answer, or the code of what went wrong. */
const outcome = (
  path: string,
  agent: Agent | false,
  service: Service = 'registration',
): Promise<{ told: string; last: boolean }> =>
  new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve({ told: error.code ?? error.message, last: false });
    const request = get({ ...address(service), path, agent }, (answer: IncomingMessage) => {
      answer.on('error', failed);
      answer.resume().on('end', () => {
        resolve({ told: String(answer.statusCode), last: answer.headers.connection === 'close' });
      });
    });
    request.on('error', failed);
  });

/**
 * Sends requests over a keep-alive connection, as a load balancer does: once readiness says that the service stops,
 * it opens no other.
 */
async function asksOnAndOn(path: string, told: string[], stopping: () => boolean): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let last = false; !(last && stopping());) {
    const one = await outcome(path, agent);
    last = one.last;
    told.push(one.told);
  }
  agent.destroy();
}

/** Polls readiness until it answers something else than `200`. */
async function readiness(): Promise<string> {
  const { told } = await outcome('/health/ready', false);
  return told === '200' ? readiness() : told;
}

/** A connection to registration, and everything received over it. */
async function raw(start: string): Promise<{ socket: Socket; whole: Promise<string> }> {
  const socket = connect(address('registration'));
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.on('error', (error: NodeJS.ErrnoException) => (answer += `<${error.code ?? ''}>`));
  const whole = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  await once(socket, 'connect');
  if (start !== '') socket.write(start);
  return { socket, whole };
}

const upload = (length: number): string =>
  `POST ${form} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n` +
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${String(length)}\r\n\r\n`;

/** Tells a service to end. Resolves with how it ended. */
async function ends(service: Service): Promise<{ code: number | null; signal: string | null }> {
  const { code, signal } = await system.parts[service].stop();
  return { code, signal };
}

/** Resolves when a service that was told to end has noticed. */
const stops = (service: Service): Promise<boolean> =>
  eventually(async () => (await outcome('/health/ready', false, service)).told === '503', {
    what: `that ${service} stops`,
  });

describe('requests while registration ends', () => {
  afterEach(async () => {
    await system.parts.registration.stop();
    await system.parts.registration.start();
  });

  it('get their whole answers, every one that was begun, and readiness says that it stops', async () => {
    const told: string[] = [];
    let ready = '200';
    const crowd = Array.from({ length: 12 }, () => asksOnAndOn(form, told, () => ready !== '200'));
    crowd.push(readiness().then((last) => void (ready = last)));
    await eventually(() => expect(told.length).toBeGreaterThan(50));
    const slow = await raw(upload(20));
    const lock = await lockedTable(demo().postgres, 'registration.desks');
    const waiting = outcome('/contact-points?prefecture=46', false);
    await lock.waitedFor();

    const end = ends('registration');
    await drips(
      slow.socket,
      Array.from({ length: 10 }, () => 'a='),
      200,
    );
    await lock.release();
    await Promise.all(crowd);
    expect(new Set(told)).toEqual(new Set(['200']));
    expect(ready).toBe('503');
    expect(await waiting).toEqual({ told: '200', last: true });
    expect(await slow.whole).toMatch(/^HTTP\/1\.1 4\d\d [^]*\r\nconnection: close\r\n[^]*<\/html>\s*$/i);
    expect(await end).toMatchObject({ code: 0, signal: null });
  });

  it('hold it up no longer than ten seconds where they never end', async () => {
    const never = [await raw(upload(1_000) + 'a=b'), await raw(`GET ${form} HTTP/1.1\r\nHost: loc`), await raw('')];
    // Killed it would be if it waited for them much longer.
    expect(await ends('registration')).toEqual({ code: 0, signal: null });
    for (const { socket } of never) socket.destroy();
  });

  it('are left where they are at a second signal', async () => {
    const never = await raw(upload(1_000) + 'a=b');
    const { pid } = system.parts.registration;
    const end = ends('registration');
    await stops('registration');
    process.kill(pid, 'SIGTERM');
    // Left to the first signal it would end ten seconds later, and well.
    expect(await end).toMatchObject({ code: 1 });
    never.socket.destroy();
  });
});

interface Submitted {
  readonly id: string;
  readonly number: string;
  readonly address: string;
}

/** As registration's own action would announce them. */
async function submitted(count: number, name: string): Promise<Submitted[]> {
  const first = Math.floor(Math.random() * 9_000) * 10_000 + 10_000;
  const facts = Array.from({ length: count }, (_, n) => ({
    number: `APF-${String(first + n).padStart(8, '0')}`,
    address: `${name}-${String(n)}@example.com`,
  }));
  const events = facts.map((fact) => exampleOf('registration.application-submitted.v1', fact));
  await rows(
    demo().postgres,
    `INSERT INTO registration.outbox (id, subject, envelope)
     SELECT (e->>'id')::uuid, e->>'subject', e FROM jsonb_array_elements($1::jsonb) AS e`,
    [JSON.stringify(events)],
  );
  return facts.map((fact, n) => ({ ...fact, id: events[n]?.id ?? '' }));
}

const numbersOf = (applications: readonly Submitted[]): string[] => applications.map(({ number }) => number);
const counted = async (sql: string, values: unknown[]): Promise<number> =>
  (await rows<{ n: number }>(demo().postgres, `SELECT count(*)::int AS n FROM ${sql}`, values))[0]?.n ?? 0;

describe('work in hand', () => {
  it('an event that was begun is finished, those that were not are redelivered, and none is lost', async () => {
    // An event that was merely forgotten would come again by itself after that.
    const hour = 3_600e9;
    await acknowledgementsHave('REGISTRATION', 'approval', hour);
    const lock = await lockedTable(demo().postgres, 'approval.reviews');
    // More than all partitions of a process take at once.
    const numbers = numbersOf(await submitted(450, 'in-hand'));
    await lock.waitedFor();
    // All have been handed over, and are there: readiness asks NATS, whose answer comes after them. What is still on
    // its way when a service stops would be one of those that were merely forgotten.
    await eventually(async () =>
      expect((await consumerOf('REGISTRATION', 'approval')).num_ack_pending).toBe(numbers.length),
    );
    expect(await outcome('/health/ready', false, 'approval')).toMatchObject({ told: '200' });
    const end = ends('approval');
    await stops('approval');
    // It asks for no more, so it begins nothing more of what it has.
    await eventually(async () => expect((await consumerOf('REGISTRATION', 'approval')).num_waiting).toBe(0));
    await lock.release();
    expect(await end).toMatchObject({ code: 0, signal: null });
    const done = await counted('approval.reviews WHERE number = ANY($1)', [numbers]);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(numbers.length);

    await system.parts.approval.start();
    await eventually(
      async () => (await counted('approval.reviews WHERE number = ANY($1)', [numbers])) === numbers.length,
    );
    expect((await consumerOf('REGISTRATION', 'approval')).ack_wait).toBe(hour);
    expect(await counted('approval.dead_letters', [])).toBe(0);
  });

  it('a mail that is on the wire is finished, and counted as sent once', async () => {
    // A sender that has the mails of the test before on the held road takes no others.
    await eventually(
      async () => (await counted(`notifications.mails WHERE state IN ('waiting', 'sending')`, [])) === 0,
    );
    road.hold();
    const events = await submitted(20, 'on-the-wire');
    const open = `notifications.mails WHERE reference = ANY($1) AND state = 'sending'`;
    const states = `notifications.mails WHERE reference = ANY($1) AND state = `;
    await eventually(async () => (await counted(open, [numbersOf(events)])) > 0);
    const end = ends('notifications');
    await stops('notifications');
    road.release();
    expect(await end).toMatchObject({ code: 0, signal: null });
    expect(await counted(open, [numbersOf(events)])).toBe(0);
    expect(await counted(`${states}'accepted'`, [numbersOf(events)])).toBeGreaterThan(0);

    await system.parts.notifications.start();
    await eventually(async () => (await counted(`${states}'accepted'`, [numbersOf(events)])) === events.length);
    expect(await counted('notifications.mails WHERE possibly_twice', [])).toBe(0);
    const came = (await mails()).flatMap(({ to }: Mail) => to.map((recipient) => recipient.address));
    const wanted = events.map((event) => event.address);
    expect(came.filter((one) => wanted.includes(one)).sort()).toEqual([...wanted].sort());
  });

  it('the outbox’s relay ends between two batches: what the stream has is noted, and the rest goes later', async () => {
    const before = await eventually(async () => {
      expect(await counted('registration.outbox WHERE published_at IS NULL', [])).toBe(0);
      return (await consumerOf('REGISTRATION', 'reporting')).stream_messages;
    });
    const events = await submitted(3_000, 'relayed');
    expect(await ends('registration')).toMatchObject({ code: 0, signal: null });
    const ids = events.map(({ id }) => id);
    const noted = await counted('registration.outbox WHERE published_at IS NOT NULL AND id = ANY($1::uuid[])', [ids]);
    expect((await consumerOf('REGISTRATION', 'reporting')).stream_messages - before).toBe(noted);
    await system.parts.registration.start();
    await eventually(async () => (await counted('registration.outbox WHERE published_at IS NULL', [])) === 0);
    expect((await consumerOf('REGISTRATION', 'reporting')).stream_messages - before).toBe(events.length);
  });
});
