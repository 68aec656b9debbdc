import { eventually } from '@todoke/testing';
import type { MailCode } from '@todoke/lifecycle';
import { mails } from '../src/mails/index.js';
import { reactions } from '../src/queue/reactions/index.js';
import { deliver, eventFor } from './events.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;

interface Row {
  code: MailCode;
  reference: string;
  address: string;
  position: number;
  state: string;
  urgency: number;
  correlation_id: string;
  sealed: string | null;
  facts: Record<string, string>;
}

const rowsOf = (eventId: string): Promise<Row[]> =>
  bed.ask<Row>('SELECT * FROM notifications.mails WHERE event_id = $1 ORDER BY position', [eventId]);

/** How far the deliveries are acknowledged: the inbox would not show the second of two. */
const handled = async (stream: string): Promise<number> =>
  (await bed.nats.manager.consumers.info(stream, 'notifications')).ack_floor.stream_seq;

beforeAll(async () => {
  bed = await newBed();
  // No SMTP server is there, so every mail stays as it was queued.
  await bed.start({ environment: ownEnvironment({ SMTP_URL: 'smtp://127.0.0.1:1' }) });
});

afterAll(() => bed.stop());

it.each(mails.map(({ code, on }) => [code, on.subject]))(
  '%s has its row in the table of reactions: %s',
  (_, subject) => {
    const heard = reactions.flatMap(({ contracts }) => contracts.map(({ subject }) => subject));
    expect(heard).toContain(subject);
  },
);

describe('an event that makes a mail', () => {
  it.each(mails.map(({ code }) => code))('queues %s once, also when it is delivered twice', async (code) => {
    const event = await eventFor(code);
    await deliver(bed.nats, event, 2);
    const stream = event.subject.split('.')[0]!.toUpperCase();
    const { state } = await bed.nats.manager.streams.info(stream);
    await eventually(async () => (await handled(stream)) >= state.last_seq, { what: 'both deliveries' });
    const found = await rowsOf(event.id);
    const definition = mails.find((each) => each.code === code)!;
    expect(found.map((row) => row.address)).toEqual(definition.addresses(event as never));
    for (const row of found) {
      expect(row).toMatchObject({
        code,
        reference: definition.reference(event as never),
        correlation_id: event.correlationId,
      });
      expect(row.facts).toEqual(
        definition.facts(event as never, {
          registration: '',
          accounts: '',
          reporting: 'http://localhost:3005',
        }),
      );
    }
  });

  it('queues nothing a second time when the stream is rebuilt and the inbox has forgotten', async () => {
    const event = await eventFor('M6');
    await deliver(bed.nats, event);
    await eventually(async () => expect(await rowsOf(event.id)).toHaveLength(2));
    await bed.ask('DELETE FROM notifications.inbox WHERE event_id = $1', [event.id]);
    await bed.ask(
      `UPDATE notifications.mails SET state = 'accepted', ended_at = now(), address = NULL
       WHERE event_id = $1`,
      [event.id],
    );
    await deliver(bed.nats, event, 2);
    await eventually(async () =>
      expect(await bed.ask('SELECT FROM notifications.inbox WHERE event_id = $1', [event.id])).toHaveLength(1),
    );
    expect((await rowsOf(event.id)).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });

  it('keeps a sealed value as it came', async () => {
    const event = await eventFor('M5');
    await deliver(bed.nats, event);
    const row = await eventually(async () => (await rowsOf(event.id))[0]);
    expect(row.sealed).toBe((event.data as { sealedToken: string }).sealedToken);
  });

  it('writes one mail to an address that stands twice in it', async () => {
    const event = await eventFor('M6', {
      data: { addresses: ['a@example.jp', 'A@Example.jp ', 'b@example.jp'] },
    });
    await deliver(bed.nats, event);
    await eventually(async () =>
      expect((await rowsOf(event.id)).map(({ address }) => address)).toEqual(['a@example.jp', 'b@example.jp']),
    );
  });

  it('is dead-lettered when it names nothing to speak of the mail by', async () => {
    const event = await eventFor('M8', { data: { inquiry: 'I'.repeat(65) } });
    await deliver(bed.nats, event);
    await eventually(async () => {
      const dead = await bed.ask<{ error_code: string }>('SELECT * FROM notifications.dead_letters');
      expect(dead.map((letter) => letter.error_code)).toContain('mail-without-reference');
    });
    expect(await rowsOf(event.id)).toEqual([]);
  });
});

describe('a permission that a prefecture asked for as a proxy', () => {
  it('mails nobody (R76)', async () => {
    const proxy = await eventFor('M6', { data: { route: 'proxy' } });
    await deliver(bed.nats, proxy);
    await eventually(async () =>
      expect(await bed.ask('SELECT FROM notifications.inbox WHERE event_id = $1', [proxy.id])).toHaveLength(1),
    );
    expect(await rowsOf(proxy.id)).toEqual([]);
  });
});
