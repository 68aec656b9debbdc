import { mailAddress } from '@todoke/application-form';
import { eventually, mailSink, type MailSink } from '@todoke/testing';
import fc from 'fast-check';
import { deliver, eventFor } from './events.js';
import { Relay } from './relay.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let relay: Relay;
let sink: MailSink;

beforeAll(async () => {
  bed = await newBed();
  relay = await new Relay().start();
  sink = await mailSink();
});

afterAll(async () => {
  await bed.stop();
  await relay.stop();
  await sink.close();
});

/** As the receiving server knows it: quotes and backslashes are no part of it (RFC 5321 4.1.2). */
const unquoted = (address: string): string => address.replace(/^"(.*)"@/, '$1@').replaceAll('\\', '');

const old = [
  'abc.@docomo.ne.jp',
  'a..b@docomo.ne.jp',
  '.abc@ezweb.ne.jp',
  '...@softbank.ne.jp',
  'a.b..c.@i.softbank.jp',
];

const ended = (addresses: readonly string[], state: string): Promise<void> =>
  eventually(async () => {
    const found = await bed.ask<{ state: string; count: number }>(
      'SELECT state, count(*)::int AS count FROM notifications.mails WHERE address = ANY($1) GROUP BY state',
      [addresses],
    );
    expect(found).toEqual([{ state, count: addresses.length }]);
  });

it('an address with dots at an end or in a row is quoted, and written otherwise where that is no address', async () => {
  const { app } = await bed.start({ environment: ownEnvironment({ SMTP_URL: sink.url }) });
  for (const address of old) await deliver(bed.nats, await eventFor('M2', { data: { address } }));
  await ended(old, 'accepted');
  for (const address of old) {
    const mails = sink.mails.filter(({ recipients }) =>
      recipients.some((recipient) => unquoted(recipient) === address),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.to?.map((to) => unquoted(to.address ?? ''))).toEqual([address]);
    expect(mails[0]?.raw).toContain(`To: <"${address.replace('@', '"@')}>`);
  }
  await app.close();
});

it('every address that the form takes arrives, for exactly that recipient', async () => {
  const { app } = await bed.start({ environment: ownEnvironment({ SMTP_URL: relay.url }) });
  const atom = fc.string({ unit: fc.constantFrom(..."abyzABYZ019!#$%&'*+/=?^_`{|}~-.."), minLength: 1, maxLength: 64 });
  const label = fc.string({ unit: fc.constantFrom(...'abyzAZ09-'), minLength: 1, maxLength: 20 });
  const domain = fc.tuple(
    fc.array(label, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('jp', 'ne.jp', 'Example', 'xn--p1ai'),
  );
  const drawn = fc.sample(
    fc.tuple(atom, domain).map(([local, [labels, top]]) => `${local}@${labels.join('.')}.${top}`),
    400,
  );
  const taken = [...old, 'a@xn--a.jp', '-a@clinic.example', '%a@clinic.example', ...drawn].flatMap((address) => {
    const read = mailAddress.safeParse(address);
    return read.success ? [read.data] : [];
  });
  const addresses = [...new Set(taken)];
  expect(addresses.length).toBeGreaterThan(100);
  const before = relay.delivered.length;
  for (const address of addresses) await deliver(bed.nats, await eventFor('M2', { data: { address } }));
  await eventually(() => relay.delivered.length - before >= addresses.length);
  expect(relay.delivered.map(({ rcpt }) => unquoted(rcpt)).sort()).toEqual([...addresses].sort());
  // Quotes stand where the grammar of RFC 5321 asks for them, and nowhere else.
  for (const { rcpt } of relay.delivered) {
    const local = rcpt.slice(0, rcpt.lastIndexOf('@'));
    expect(local).toMatch(/^(?:[^".]+(?:\.[^".]+)*|"[^"]+")$/);
  }
  await app.close();
});
