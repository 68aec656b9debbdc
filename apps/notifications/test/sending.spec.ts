import type { Envelope } from '@todoke/events';
import { makeSealingKeys, seal } from '@todoke/messaging';
import { eventually } from '@todoke/testing';
import { deliver, eventFor } from './events.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';
import { PostOffice } from './post-office.js';

let bed: Bed;
let office: PostOffice;

interface Row {
  id: string;
  state: string;
  status: string | null;
  reason: string | null;
  attempts: number;
  possibly_twice: boolean;
  sealed: string | null;
  address: string;
}

const mailOf = async (event: Envelope, position = 0): Promise<Row> => {
  const [row] = await bed.ask<Row>('SELECT * FROM notifications.mails WHERE event_id = $1 AND position = $2', [
    event.id,
    position,
  ]);
  if (row === undefined) throw new Error('not queued');
  return row;
};
const ended = (event: Envelope, state: string, position = 0): Promise<Row> =>
  eventually(async () => {
    const row = await mailOf(event, position);
    expect(row.state).toBe(state);
    return row;
  });
/** The events about the mails of one event. */
const told = async (about: Envelope, outcome: 'accepted' | 'bounced' | 'failed'): Promise<Envelope[]> =>
  (await bed.nats.published(`notifications.mail-${outcome}.v1`)).filter(({ causationId }) => causationId === about.id);

beforeAll(async () => {
  bed = await newBed();
  office = await new PostOffice().open();
  await bed.start({
    environment: ownEnvironment({ SMTP_URL: office.url, SMTP_SEND_TIMEOUT_MS: '4000', MAIL_LEASE_MS: '6000' }),
  });
});

afterEach(() => {
  office.manner = () => 'accept';
});

afterAll(async () => {
  await bed.stop();
  await office.close();
});

describe('a mail that the server takes', () => {
  it('arrives with its secret opened, is known as accepted, and says so (R161)', async () => {
    const event = await eventFor('M1', { secret: '004217', data: { address: 'first@example.jp' } });
    await deliver(bed.nats, event);
    const row = await ended(event, 'accepted');
    expect(row).toMatchObject({ attempts: 1, possibly_twice: false, sealed: null });
    const [letter] = office.to('first@example.jp');
    expect(letter?.text).toMatch(/^認証コード\r?\n004217\r?$/m);
    expect(letter?.id).toBe(`<${row.id}@g-mis.example>`);
    const [outcome] = await eventually(async () => {
      const events = await told(event, 'accepted');
      expect(events).toHaveLength(1);
      return events as [Envelope];
    });
    expect(outcome).toMatchObject({
      aggregate: { type: 'mail', id: row.id, version: 1 },
      correlationId: event.correlationId,
      data: { mail: 'M1', reference: event.aggregate.id, attempts: 1 },
    });
    expect(JSON.stringify(outcome)).not.toContain('first@example.jp');
  });

  it('is not sent again when its event comes again', async () => {
    const event = await eventFor('M4', { data: { address: 'once@example.jp' } });
    await deliver(bed.nats, event);
    await ended(event, 'accepted');
    await deliver(bed.nats, event, 2);
    const marker = await eventFor('M4', { data: { address: 'marker@example.jp' } });
    await deliver(bed.nats, marker);
    await ended(marker, 'accepted');
    expect(office.to('once@example.jp')).toHaveLength(1);
  });
});

describe('a mail that is refused for good (R161)', () => {
  it.each([
    ['rcpt', 550, '5.1.1 <secret-box@example.jp>: user unknown', '5.1.1', 'no-such-address'],
    ['rcpt', 552, '5.2.2 secret-box@example.jp is full', '5.2.2', 'mailbox-full'],
    ['data', 554, '5.7.1 secret-box@example.jp does not want this', '5.7.1', 'refused'],
    ['data', 550, 'secret-box@example.jp is unknown', '5.0.0', 'no-such-address'],
  ] as const)(
    'at %s with %i is 不達, with codes and without the words of the reply',
    async (at, code, text, status, reason) => {
      office.manner = () => ({ at, code, text });
      const event = await eventFor('M5', { data: { address: 'refused@example.jp' } });
      await deliver(bed.nats, event);
      expect(await ended(event, 'bounced')).toMatchObject({ status, reason, attempts: 1, sealed: null });
      const [outcome] = await eventually(async () => {
        const events = await told(event, 'bounced');
        expect(events).toHaveLength(1);
        return events as [Envelope];
      });
      expect(outcome.data).toEqual({
        mail: 'M5',
        reference: event.aggregate.id,
        attempts: 1,
        status,
        reason,
      });
      const everything = JSON.stringify([
        await bed.ask('SELECT * FROM notifications.mails'),
        await bed.ask('SELECT * FROM notifications.outbox'),
      ]);
      expect(everything).toContain('refused@example.jp');
      expect(everything).not.toContain('secret-box');
    },
  );

  it('by one of two addresses reaches the other, and each has its own outcome', async () => {
    office.manner = (address) =>
      address === 'gone@example.jp' ? { at: 'rcpt', code: 550, text: '5.1.1 no' } : 'accept';
    const event = await eventFor('M6', { data: { addresses: ['gone@example.jp', 'here@example.jp'] } });
    await deliver(bed.nats, event);
    await ended(event, 'bounced', 0);
    await ended(event, 'accepted', 1);
    expect(office.to('here@example.jp')).toHaveLength(1);
    await eventually(async () =>
      expect([await told(event, 'accepted'), await told(event, 'bounced')].map(({ length }) => length)).toEqual([1, 1]),
    );
  });

  it('because nothing of the kind can be an address is 不達 without asking any server', async () => {
    const before = office.offered.length;
    const event = await eventFor('M2', { data: { address: 'a@example.jp>\r\nRCPT TO:<b@example.jp' } });
    await deliver(bed.nats, event);
    expect(await ended(event, 'bounced')).toMatchObject({ status: '5.1.3', reason: 'no-such-address' });
    expect(office.offered).toHaveLength(before);
  });
});

describe('a mail that is not taken now', () => {
  it('is tried until it is taken when the address is deferred, while others go', async () => {
    office.manner = (address) =>
      address === 'later@example.jp' ? { at: 'rcpt', code: 451, text: '4.7.1 later' } : 'accept';
    const event = await eventFor('M2', { data: { address: 'later@example.jp' } });
    const other = await eventFor('M2', { data: { address: 'now@example.jp' } });
    await deliver(bed.nats, event);
    await eventually(() => office.offered.filter((address) => address === 'later@example.jp').length >= 2);
    await deliver(bed.nats, other);
    await ended(other, 'accepted');
    expect(await mailOf(event)).toMatchObject({ status: '4.7.1', possibly_twice: false });
    office.manner = () => 'accept';
    expect((await ended(event, 'accepted')).attempts).toBeGreaterThanOrEqual(3);
    expect(office.to('later@example.jp')).toHaveLength(1);
  });

  it('waits out a server that hangs before the content, and does not count as twice', async () => {
    office.manner = () => 'hang';
    const event = await eventFor('M2', { data: { address: 'hang@example.jp' } });
    await deliver(bed.nats, event);
    await eventually(() => office.offered.filter((address) => address === 'hang@example.jp').length >= 2);
    office.manner = () => 'accept';
    expect(await ended(event, 'accepted')).toMatchObject({ possibly_twice: false });
    expect(office.to('hang@example.jp')).toHaveLength(1);
  });

  it('counts as possibly sent twice when the connection broke after the content, and is repeated', async () => {
    let cuts = 0;
    office.manner = (address) => (address === 'cut@example.jp' && cuts++ < 2 ? 'cut' : 'accept');
    const event = await eventFor('M2', { data: { address: 'cut@example.jp' } });
    await deliver(bed.nats, event);
    expect(await ended(event, 'accepted')).toMatchObject({ possibly_twice: true });
    await eventually(async () =>
      expect((await told(event, 'accepted')).map(({ data }) => data)).toMatchObject([{ possiblyTwice: true }]),
    );
  });

  it('that the server swallowed goes again, is counted, and can be known by its Message-ID', async () => {
    let swallowed = 0;
    office.manner = (address) => (address === 'twice@example.jp' && swallowed++ < 2 ? 'swallow' : 'accept');
    const event = await eventFor('M2', { data: { address: 'twice@example.jp' } });
    await deliver(bed.nats, event);
    expect(await ended(event, 'accepted')).toMatchObject({ possibly_twice: true });
    const ids = office.to('twice@example.jp').map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('a sealed value that cannot be opened', () => {
  it('sealed for a key that is not here makes the mail fail, and nothing else', async () => {
    const strangers = await makeSealingKeys('of-somebody-else');
    const event = await eventFor('M5', { data: { sealedToken: await seal(strangers.publicKeys, 'token') } });
    const fine = await eventFor('M5', { data: { address: 'fine@example.jp' } });
    await deliver(bed.nats, event);
    await deliver(bed.nats, fine);
    expect(await ended(event, 'failed')).toMatchObject({ reason: 'unreadable' });
    await ended(fine, 'accepted');
    await eventually(async () =>
      expect((await told(event, 'failed')).map(({ data }) => data)).toEqual([
        { mail: 'M5', reference: event.aggregate.id, attempts: 1, reason: 'unreadable' },
      ]),
    );
  });

  it('broken on its way makes the mail fail', async () => {
    const whole = await eventFor('M1');
    const { sealedCode } = whole.data as { sealedCode: string };
    const parts = sealedCode.split('.');
    parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`;
    const event = { ...whole, data: { ...(whole.data as object), sealedCode: parts.join('.') } };
    await deliver(bed.nats, event);
    expect(await ended(event, 'failed')).toMatchObject({ reason: 'unreadable' });
  });
});

it('neither codes, tokens nor rendered text are in any table, while numbers and addresses are', async () => {
  const secret = '739164';
  const event = await eventFor('M1', { secret, data: { address: 'tables@example.jp' } });
  const link = await eventFor('M5', { secret: 'Zq8wErTyUiOpAsDfGhJkLzXcVbNm0192' });
  // Deferred first, so that the rows stand for a while with all that they hold.
  office.manner = () => ({ at: 'rcpt', code: 450, text: '4.2.0 later' });
  await deliver(bed.nats, event);
  await deliver(bed.nats, link);
  await eventually(async () => expect((await mailOf(event)).attempts).toBeGreaterThanOrEqual(1));
  await eventually(async () => expect((await mailOf(link)).attempts).toBeGreaterThanOrEqual(1));
  const during = await allTables();
  office.manner = () => 'accept';
  await ended(event, 'accepted');
  await ended(link, 'accepted');
  for (const text of [during, await allTables()]) {
    expect(text).toContain('tables@example.jp');
    expect(text).toContain(link.aggregate.id);
    for (const clear of [secret, 'Zq8wErTyUiOpAsDfGhJkLzXcVbNm0192', '認証コードをお知らせします', 'G-MISへようこそ']) {
      expect(text).not.toContain(clear);
      expect(text).not.toContain(Buffer.from(clear).toString('base64').replace(/=+$/, ''));
    }
  }
});

async function allTables(): Promise<string> {
  const tables = await bed.ask<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'notifications'`,
  );
  const parts = await Promise.all(tables.map(({ name }) => bed.ask(`SELECT * FROM notifications."${name}"`)));
  return JSON.stringify(parts);
}
