import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope } from '@todoke/events';
import { eventually, people } from '@todoke/testing';
import { MailSender } from '../src/queue/workers/mail-sender.js';
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

const figures = async (): Promise<string> => (await fetch(`${await service.app.getUrl()}/metrics`)).text();

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
  ['it has no mailbox of our sender', 'rcpt', '550 5.1.1 <info@g-mis.example>: User unknown'],
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
    await eventually(async () => {
      const { waiting = 0, sending = 0 } = await states(events);
      expect(waiting + sending).toBe(12);
    });
    relay.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 12 }));
    // Each is taken once; what was offered in vain is a few, and not all of them again and again.
    expect(relay.named.length - offered).toBeLessThan(12 * 4);
    expect(await bed.nats.published('notifications.mail-bounced.v1')).toEqual([]);
    expect(await bed.nats.published('notifications.mail-failed.v1')).toEqual([]);
  });

  it('tells operators on the page and in the figures what it is and what to do', async () => {
    relay.says = (at) =>
      at === 'content' ? '550 The from address does not match a verified Sender Identity' : undefined;
    const events = await many(3);
    await eventually(async () => expect(await figures()).toMatch(/^mails_held\{cause="sender"\} [123]$/m));
    expect(await figures()).toMatch(/^health_check_ok\{check="smtp"\} 0$/m);
    await eventually(async () => expect(await readiness()).toMatchObject({ checks: { smtp: 'refused' } }));
    const visitor = await service.visitor('ops');
    const { html } = await visitor.get('/');
    expect(html).toContain('送信が拒否され、保留しているメールがあります');
    expect(html).toContain('差出人のメールアドレスが、メールサーバに認められていません。');
    expect(html).not.toContain('Sender Identity');
    expect(html).not.toContain('メールサーバに接続できています');
    relay.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 3 }));
    await eventually(async () => expect((await visitor.get('/')).html).toContain('メールサーバに接続できています'));
    expect(await figures()).toMatch(/^mails_held\{cause="sender"\} 0$/m);
  });

  it('at the recipients of one domain alone holds only theirs', async () => {
    relay.says = (at, address) =>
      at === 'rcpt' && address.endsWith('@docomo.example') ? '550 5.7.1 Your IP address is blocked' : undefined;
    const held = await many(10, () => 'docomo.example');
    const others = await many(20);
    await eventually(async () => expect(await states(others)).toEqual({ accepted: 20 }));
    expect(await states(held)).not.toHaveProperty('bounced');
    relay.says = () => undefined;
    await eventually(async () => expect(await states(held)).toEqual({ accepted: 10 }));
  });

  it.each<[string, Stage, string, number]>([
    ['many domains', 'rcpt', '554 5.7.0 no', 30],
    ['two domains', 'rcpt', '550 Access denied', 2],
    ['one domain', 'content', '550 Invalid API key', 1],
  ])(
    'without a reason bounces a few at most of %s: then it is taken for a fault of ours',
    async (_, stage, reply, domains) => {
      await eventually(async () => expect(await states(await many(1))).toEqual({ accepted: 1 }));
      relay.says = (at) => (at === stage ? reply : undefined);
      const events = await many(30, (place) => `town-${place % domains}.example`);
      await eventually(async () => expect(await readiness()).toMatchObject({ checks: { smtp: 'refused' } }));
      relay.says = () => undefined;
      await eventually(async () => {
        const { accepted = 0, bounced = 0 } = await states(events);
        expect(accepted + bounced).toBe(30);
        expect(bounced).toBeLessThanOrEqual(2);
      });
    },
  );

  it('holds mails past the five days for which a mail is tried, and codes until they expire', async () => {
    relay.says = (at) => (at === 'mail' ? '550 Your account has been suspended' : undefined);
    const events = await many(3);
    const code = await eventFor('M1', { data: { address: 'code@clinic.example' } });
    await deliver(bed.nats, code);
    await eventually(async () => expect(await readiness()).toMatchObject({ checks: { smtp: 'refused' } }));
    await eventually(async () => expect((await states([...events, code]))['waiting']).toBe(4));
    await bed.ask(`UPDATE notifications.mails SET give_up_at = now() - interval '1 second'`);
    await eventually(async () => expect(await states([code])).toEqual({ failed: 1 }));
    expect(await states(events)).not.toHaveProperty('failed');
    relay.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 3 }));
  });
});

describe('one recipient’s server that always says that we are refused', () => {
  const blocked = '550 5.7.1 Your IP address is blocked';
  const refusing = (reply = blocked) => {
    relay.says = (at, address) => (at === 'rcpt' && address.endsWith('@odd.example') ? reply : undefined);
  };
  const odd = () => many(1, () => 'odd.example');
  const refusedByRecipients = (count: number) =>
    eventually(async () => expect(await figures()).toMatch(new RegExp(`^mails_refused_by_recipients ${count}$`, 'm')));

  it('is what it is once it refuses again what others take: nothing is held, and nobody is alarmed', async () => {
    refusing();
    const events = await odd();
    await eventually(async () => expect(await readiness()).toMatchObject({ checks: { smtp: 'refused' } }));
    const others = await many(1);
    await eventually(async () => expect(await states(others)).toEqual({ accepted: 1 }));
    await refusedByRecipients(1);
    expect(await readiness()).toMatchObject({ status: 'ready' });
    expect(await figures()).toMatch(/^mails_held\{cause="blocked"\} 0$/m);
    const { html } = await (await service.visitor('ops')).get('/');
    expect(html).toContain('一部の受信側のサーバが、メールを拒否しています');
    expect(html).toContain('メールサーバに接続できています');

    const more = await odd();
    await refusedByRecipients(2);
    relay.says = () => undefined;
    await eventually(async () => expect(await states([...events, ...more])).toEqual({ accepted: 2 }));
    expect(await figures()).toMatch(/^mails_refused_by_recipients 0$/m);
  });

  it('ends its mails as those of a server that never takes any, and extends nobody’s time', async () => {
    refusing();
    const events = await odd();
    await eventually(async () => expect(await states(events)).toEqual({ waiting: 1 }));
    const others = await many(1);
    await eventually(async () => expect(await states(others)).toEqual({ accepted: 1 }));
    await refusedByRecipients(1);
    const before = relay.says;
    relay.says = (at, address, connection) =>
      at === 'rcpt' && address.endsWith('@away.example') ? '450 4.2.0 later' : before(at, address, connection);
    const late = await many(1, () => 'away.example');
    await eventually(() => expect(relay.offeredTo('away.example')).toBeGreaterThan(0));
    // More than once: as long as the server was thought to refuse all, its mails got more time.
    await eventually(async () => {
      await bed.ask(`UPDATE notifications.mails SET give_up_at = now() - interval '1 second' WHERE state = 'waiting'`);
      expect(await states([...events, ...late])).toEqual({ failed: 2 });
    });
    const failed = await bed.nats.published('notifications.mail-failed.v1');
    expect(failed.slice(-2)).toMatchObject([{ data: { reason: 'gave-up' } }, { data: { reason: 'gave-up' } }]);
  });

  it('is not blamed for what all refuse, though each mail is refused again and again', async () => {
    relay.says = (at) => (at === 'rcpt' ? blocked : undefined);
    const events = [...(await odd()), ...(await many(2))];
    await eventually(async () => expect(await readiness()).toMatchObject({ checks: { smtp: 'refused' } }));
    const tried = relay.named.length;
    await eventually(() => expect(relay.named.length).toBeGreaterThan(tried + 3));
    expect(await figures()).toMatch(/^mails_refused_by_recipients 0$/m);
    relay.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 3 }));
  });
});

// The last, since it stops the service's own sender.
describe('a server that refuses our login', () => {
  it('is asked with greetings, which cost no mail an attempt', async () => {
    const guarded = await new Relay().start();
    guarded.offers = ['AUTH PLAIN'];
    guarded.says = (at) => (at === 'auth' ? '535-5.7.8 Username and Password not accepted.\n535 5.7.8 x' : undefined);
    const url = guarded.url.replace('//', '//g-mis:secret@');
    const { app } = await bed.start({ environment: ownEnvironment({ SMTP_URL: url, MAIL_RETRY_LONGEST_MS: '300' }) });
    await service.app.get(MailSender).stop();
    await eventually(async () => expect(await readiness(app)).toMatchObject({ checks: { smtp: 'refused' } }));
    const events = await many(10);
    await eventually(async () => expect(await states(events)).toEqual({ waiting: 10 }));
    const asked = guarded.connections;
    await eventually(() => guarded.connections >= asked + 3);
    expect(await bed.ask('SELECT FROM notifications.mails WHERE attempts > 0')).toEqual([]);
    guarded.says = () => undefined;
    await eventually(async () => expect(await states(events)).toEqual({ accepted: 10 }));
    expect(await readiness(app)).toMatchObject({ status: 'ready' });
    await app.close();
    await guarded.stop();
  });
});
