import type { Envelope } from '@todoke/events';
import { eventually, type ServiceProcess } from '@todoke/testing';
import { deliver, eventFor } from './events.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';
import { PostOffice } from './post-office.js';

let bed: Bed;
let office: PostOffice;

beforeAll(async () => {
  bed = await newBed();
  office = await new PostOffice().open();
});

afterEach(async () => {
  office.manner = () => 'accept';
  await Promise.all(services.splice(0).map((service) => service.end('SIGKILL')));
  // What a test that failed has left would fail the next one too.
  await bed.ask('DELETE FROM notifications.mails');
});

afterAll(async () => {
  await bed.stop();
  await office.close();
});

const services: ServiceProcess[] = [];

async function spawn(own: NodeJS.ProcessEnv = {}): Promise<ServiceProcess> {
  const service = await bed.spawn(ownEnvironment({ SMTP_URL: office.url, ...own }));
  services.push(service);
  await service.ready();
  return service;
}

/** Waits for it, and says what the service logged when it does not come. */
async function seen(service: ServiceProcess, ask: () => boolean, what: string): Promise<void> {
  try {
    await eventually(ask, { what });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${service.output().split('\n').slice(-15).join('\n')}`, {
      cause: error,
    });
  }
}

interface Count {
  state: string;
  twice: boolean;
  count: number;
}

const counts = (events: readonly Envelope[]): Promise<Count[]> =>
  bed.ask<Count>(
    `SELECT state, possibly_twice AS twice, count(*)::int AS count FROM notifications.mails
     WHERE event_id = ANY($1::uuid[]) GROUP BY 1, 2 ORDER BY 1, 2`,
    [events.map(({ id }) => id)],
  );

const allAccepted = (events: readonly Envelope[]) =>
  eventually(async () => {
    const found = await counts(events);
    expect(found.map(({ state }) => state)).toEqual(found.map(() => 'accepted'));
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
    return found;
  });

/** Nothing is given up by itself while a test lasts. */
const patient = { SMTP_SEND_TIMEOUT_MS: '600000', MAIL_LEASE_MS: '600500' };

async function queued(count: number, prefix: string): Promise<Envelope[]> {
  const events = await Promise.all(
    Array.from({ length: count }, (_, place) => eventFor('M4', { data: { address: `${prefix}-${place}@example.jp` } })),
  );
  await Promise.all(events.map((event) => deliver(bed.nats, event)));
  return events;
}

const idsTo = (prefix: string): string[] =>
  office.letters.filter(({ to1 }) => to1.startsWith(prefix)).map(({ id }) => id);

describe('a sender that is killed', () => {
  it('while the server keeps silent leaves counted exactly those mails that were on the wire', async () => {
    office.manner = () => 'swallow';
    const service = await spawn({
      SMTP_MAX_CONNECTIONS: '3',
      ...patient,
    });
    const events = await queued(10, 'killed');
    await seen(service, () => idsTo('killed').length === 3, 'three mails with the server');
    expect(await service.end('SIGKILL')).toBe('SIGKILL');
    const onTheWire = idsTo('killed');
    // The lease is long; a successor that waits for it would make this test long.
    await bed.ask(`UPDATE notifications.mails SET lease_until = now() WHERE state = 'sending'`);
    office.manner = () => 'accept';
    await spawn();
    expect(await allAccepted(events)).toEqual([
      { state: 'accepted', twice: false, count: 7 },
      { state: 'accepted', twice: true, count: 3 },
    ]);
    const all = idsTo('killed');
    const twice = all.filter((id, place) => all.indexOf(id) !== place);
    expect(twice.sort()).toEqual([...onTheWire].sort());
    expect(new Set(all).size).toBe(10);
    const outcomes = await eventually(async () => {
      const told = (await bed.nats.published('notifications.mail-accepted.v1')).filter(({ causationId }) =>
        events.some(({ id }) => id === causationId),
      );
      expect(told).toHaveLength(10);
      return told;
    });
    expect(outcomes.filter(({ data }) => (data as { possiblyTwice?: boolean }).possiblyTwice === true)).toHaveLength(3);
  });

  it('again and again in its work loses nothing, and sends nothing twice that is not counted', async () => {
    const before = await spawn({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const events = await queued(400, 'rounds');
    await eventually(async () => expect(await counts(events)).toMatchObject([{ state: 'waiting', count: 400 }]));
    await before.end('SIGTERM');
    for (let round = 0; round < 4; round++) {
      const service = await spawn({
        SMTP_MAX_CONNECTIONS: '8',
        SMTP_SEND_TIMEOUT_MS: '3000',
        MAIL_LEASE_MS: '3500',
      });
      const sofar = idsTo('rounds').length;
      await seen(service, () => idsTo('rounds').length > sofar + 20, 'some work');
      await service.end('SIGKILL');
    }
    await spawn({ SMTP_MAX_CONNECTIONS: '8' });
    const found = await allAccepted(events);
    const counted = found.find(({ twice }) => twice)?.count ?? 0;
    const all = idsTo('rounds');
    expect(new Set(all).size).toBe(400);
    expect(all.length - 400).toBeLessThanOrEqual(counted);
    // In doubt is what a round had on the wire, and as much again whose outcome was not written yet.
    expect(counted).toBeLessThanOrEqual(4 * 2 * 8);
    const doubles = all.filter((id, place) => all.indexOf(id) !== place);
    const marked = await bed.ask<{ id: string }>('SELECT id FROM notifications.mails WHERE possibly_twice');
    for (const id of doubles) expect(marked.map((row) => `<${row.id}@g-mis.example>`)).toContain(id);
  });
});

describe('a sender that is frozen', () => {
  it('and wakes up after another took over says nothing a second time, and sends nothing more', async () => {
    office.manner = () => 'hold';
    const frozen = await spawn({
      SMTP_MAX_CONNECTIONS: '2',
      ...patient,
    });
    const events = await queued(5, 'frozen');
    await seen(frozen, () => idsTo('frozen').length === 2, 'two mails with the server');
    frozen.freeze(true);
    office.release();
    await bed.ask(`UPDATE notifications.mails SET lease_until = now() WHERE state = 'sending'`);
    office.manner = () => 'accept';
    await spawn();
    expect(await allAccepted(events)).toEqual([
      { state: 'accepted', twice: false, count: 3 },
      { state: 'accepted', twice: true, count: 2 },
    ]);
    frozen.freeze(false);
    const after = await queued(3, 'thawed');
    await allAccepted(after);
    expect(await frozen.end('SIGTERM')).toBe(0);
    expect(idsTo('frozen')).toHaveLength(7);
    const told = await bed.ask<{ about: string; count: number }>(
      `SELECT envelope->>'causationId' AS about, count(*)::int AS count FROM notifications.outbox
       WHERE envelope->>'causationId' = ANY($1) GROUP BY 1`,
      [events.map(({ id }) => id)],
    );
    expect(told.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a service that is asked to end', () => {
  it('finishes what is on the wire, writes what came of it, and leaves the rest waiting', async () => {
    let silent = true;
    office.manner = () => (silent ? 'hang' : 'accept');
    const service = await spawn({
      SMTP_MAX_CONNECTIONS: '2',
      SMTP_SEND_TIMEOUT_MS: '1500',
      MAIL_LEASE_MS: '5000',
    });
    const events = await queued(6, 'drain');
    await eventually(() => office.offered.filter((address) => address.startsWith('drain')).length >= 2);
    const ended = service.end('SIGTERM');
    expect(await ended).toBe(0);
    silent = false;
    expect(await counts(events)).toEqual([{ state: 'waiting', twice: false, count: 6 }]);
    expect(service.output()).toContain('"msg":"stopped"');
    await spawn();
    await allAccepted(events);
    expect(idsTo('drain')).toHaveLength(6);
  });
});

it('a service that is asked to end before a server that keeps silent ends all the same, and counts', async () => {
  office.manner = () => 'swallow';
  const service = await spawn({
    SMTP_MAX_CONNECTIONS: '2',
    ...patient,
    MAIL_DRAIN_MS: '300',
  });
  const events = await queued(3, 'silent');
  await seen(service, () => idsTo('silent').length === 2, 'two mails with the server');
  expect(await service.end('SIGTERM')).toBe(0);
  expect(await counts(events)).toEqual([
    { state: 'waiting', twice: false, count: 1 },
    { state: 'waiting', twice: true, count: 2 },
  ]);
});

it('mails that the server leaves hanging hold up no others, though they have most of the connections', async () => {
  office.manner = (address) => (address.startsWith('stuck') ? 'hang' : 'accept');
  const service = await spawn({
    SMTP_MAX_CONNECTIONS: '4',
    ...patient,
  });
  await queued(3, 'stuck');
  const offered = (): number => office.offered.filter((address) => address.startsWith('stuck')).length;
  await seen(service, () => offered() === 3, 'three mails that hang');
  await allAccepted(await queued(20, 'free'));
  expect(offered()).toBe(3);
});

describe('a process', () => {
  it('logs ids, codes and counts, and no address, name, code, token or reply', async () => {
    office.manner = (address) =>
      address === 'recognisable-box@example.jp'
        ? { at: 'rcpt', code: 550, text: '5.1.1 recognisable-box@example.jp is no user' }
        : 'accept';
    const service = await spawn({ LOG_LEVEL: 'trace' });
    const refused = await eventFor('M3', {
      data: { address: 'recognisable-box@example.jp', institutionName: '目印薬局', reason: '目印の理由' },
    });
    const fine = await eventFor('M1', {
      secret: '917364',
      data: { address: 'recognisable-code@example.jp' },
    });
    await deliver(bed.nats, refused);
    await deliver(bed.nats, fine);
    await eventually(async () =>
      expect((await counts([refused, fine])).map(({ state }) => state)).toEqual(['accepted', 'bounced']),
    );
    await service.end('SIGTERM');
    const log = service.output();
    expect(log).toContain('"mail":"M3"');
    expect(log).toContain('5.1.1');
    expect(log).toContain(refused.correlationId);
    for (const secret of ['recognisable', '目印', '917364', 'is no user']) expect(log).not.toContain(secret);
  });

  it.each([
    ['SMTP_URL', { SMTP_URL: 'http://localhost' }],
    ['SEALING_PRIVATE_KEYS', { SEALING_PRIVATE_KEYS: '{"keys":[]}' }],
    ['MAIL_LEASE_MS', { MAIL_LEASE_MS: '1000' }],
    ['CLOCK_START', { NODE_ENV: 'production', CLOCK_START: '2026-12-30T23:59:00+09:00' }],
  ])('does not start with a wrong %s, and names it', async (name, own) => {
    await expect(spawn(own)).rejects.toThrow(name);
  });
});
