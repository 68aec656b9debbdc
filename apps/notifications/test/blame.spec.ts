import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { eventually, people } from '@todoke/testing';
import { deliver, eventFor } from './events.js';
import { Relay, type Stage } from './relay.js';
import { type Bed, newBed, ownEnvironment } from './settings.js';

let bed: Bed;
let relay: Relay;
let service: Awaited<ReturnType<Bed['start']>>;

beforeAll(async () => {
  bed = await newBed();
  relay = await new Relay().start();
  service = await start({});
});

afterEach(async () => {
  relay.says = () => undefined;
  await bed.ask('DELETE FROM notifications.mails');
  await eventually(async () => expect(await readiness()).toMatchObject({ status: 'ready' }));
});

afterAll(async () => {
  await bed.stop();
  await relay.stop();
});

const start = (own: NodeJS.ProcessEnv) =>
  bed.start({ people, environment: ownEnvironment({ SMTP_URL: relay.url, SMTP_MAX_CONNECTIONS: '5', ...own }) });

const readiness = async (app: NestFastifyApplication = service.app): Promise<unknown> =>
  (await fetch(`${await app.getUrl()}/health/ready`)).json();

const states = async (events: readonly Envelope[]): Promise<Record<string, number>> => {
  const found = await bed.ask<{ state: string; count: number }>(
    `SELECT state, count(*)::int AS count FROM notifications.mails
     WHERE event_id = ANY($1::uuid[]) GROUP BY state`,
    [events.map(({ id }) => id)],
  );
  return Object.fromEntries(found.map(({ state, count }) => [state, count]));
};

let boxes = 0;
/** Mails ① to as many domains. */
const many = async (count: number, domain = (place: number) => `clinic-${place}.example`): Promise<Envelope[]> => {
  const events = await Promise.all(
    Array.from({ length: count }, () => {
      boxes += 1;
      return eventFor('M4', { data: { address: `box-${boxes}@${domain(boxes)}` } });
    }),
  );
  for (const event of events) await deliver(bed.nats, event);
  return events;
};

const refusals: readonly (readonly [string, Stage, string])[] = [
  [
    'the sender is not verified',
    'content',
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent.',
  ],
  ['it does not relay for us', 'rcpt', '554 5.7.1 <box@clinic.example>: Relay access denied'],
  [
    'our day is over',
    'content',
    '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550-5.4.5 sending limits go to\n550 5.4.5  https://support.example/a/answer/166852 x - gsmtp',
  ],
  ['it wants a login', 'mail', '530 5.7.0 Authentication required'],
  ['it wants a login, as it says to the recipient', 'rcpt', '530 5.7.1 Client was not authenticated'],
  [
    'it does not like our sender',
    'mail',
    '553 5.7.1 <info@g-mis.example>: Sender address rejected: not owned by user g-mis',
  ],
  [
    'it has us on a list',
    'rcpt',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
  ],
  ['it does not greet us', 'greeting', '554 5.7.1 mx.example.jp Your IP address has been blocked'],
];

describe('a server that refuses us, whoever the recipient', () => {
  it.each(refusals)('because %s holds the mails, tells operators, and bounces nobody', async (_, stage, reply) => {
    relay.says = (at) => (at === stage ? reply : undefined);
    // Connections from before were greeted before.
    for (const socket of relay.open) socket.destroy();
    const offered = relay.named.length;
    const events = await many(12);
    await eventually(async () => expect(await readiness()).toMatchObject({ status: 'degraded' }));
    await eventually(() => relay.connections > 0);
    const mails = await bed.ask<{ attempts: number }>('SELECT attempts FROM notifications.mails');
    expect(await states(events)).toMatchObject({ waiting: expect.any(Number) });
    expect(mails).toHaveLength(12);
    relay.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 12 }));
    // Each is taken once; what was offered in vain is a few, and not all of them again and again.
    expect(relay.named.length - offered).toBeLessThan(12 * 4);
    expect(await bed.nats.published('notifications.mail-bounced.v1')).toEqual([]);
    expect(await bed.nats.published('notifications.mail-failed.v1')).toEqual([]);
  });
});
