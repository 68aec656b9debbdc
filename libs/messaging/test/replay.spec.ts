import { applicationSubmitted, type Envelope } from '@todoke/events';
import { Problem } from '@todoke/service';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { announce, DeadLetters, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';
import { type Ran, todokeEvents } from './todoke-events.js';

const numbered = (n: number): string => `APF-${String(n).padStart(8, '0')}`;
const example = exampleEvent(applicationSubmitted);

let nats: FreshNats;
let producer: ServiceUnderTest;
let consumer: ServiceUnderTest;
let refuses: (number: string) => boolean;
/** `module number version` of each effect, in their order. */
const done: string[] = [];

const note = (module: string) =>
  on.each(applicationSubmitted, async ({ data, aggregate }) => {
    if (refuses(data.number)) throw new Problem('not-for-us', 'conflict', '');
    done.push(`${module} ${data.number} ${aggregate.version}`);
  });
const countAll = on.batch(applicationSubmitted, async (events: readonly Envelope[], transaction) => {
  const sql = `INSERT INTO audit (action, subject)
               SELECT 'counted', id FROM unnest($1::text[]) AS id`;
  await transaction.$executeRawUnsafe(
    sql,
    events.map(({ aggregate }) => aggregate.id),
  );
});

/** Modules of the release that begins to hear; the release before had `reviews` alone. */
const modules = { reviews: [note('reviews')], surveys: [note('surveys')], counting: [countAll] };

const submit = (number: string, version = 1): Promise<void> =>
  producer.transactions((transaction) =>
    announce(transaction, applicationSubmitted, {
      id: number,
      version,
      occurredAt: new Date(),
      data: { ...example.data, number },
    }),
  );

/** Announces many events, which are published and no longer in the stream. */
const submittedLongAgo = (count: number): Promise<unknown> =>
  rows(
    producer.database.adminUrl,
    `INSERT INTO registration.outbox (id, subject, envelope, created_at, published_at)
     SELECT id, $1,
            $2::jsonb || jsonb_build_object(
              'id', id,
              'aggregate', jsonb_build_object('type', 'application', 'id', number, 'version', 1),
              'data', $2::jsonb->'data' || jsonb_build_object('number', number)),
            now() - interval '60 days', now() - interval '60 days'
     FROM (SELECT gen_random_uuid() AS id, 'APF-' || lpad(n::text, 8, '0') AS number
           FROM generate_series(1, $3::int) AS n) AS past`,
    [applicationSubmitted.subject, JSON.stringify(example), count],
  );

const replay = (to: string, killAfter?: string): Promise<Ran> =>
  todokeEvents(
    'registration',
    { workerUrl: producer.database.workerUrl, natsUrl: nats.url },
    ['replay', '--to', to],
    killAfter,
  );

const replayed = async (): Promise<number> => {
  const { num_pending: pending, num_ack_pending: inHand } = await nats.manager.consumers.info(
    'REPLAY_APPROVAL',
    'approval',
  );
  return pending + inHand;
};
const allReplayed = (): Promise<void> => eventually(async () => expect(await replayed()).toBe(0));
const ready = (): Promise<unknown> => eventually(() => nats.manager.consumers.info('REPLAY_APPROVAL', 'approval'));
const counted = async (): Promise<string[]> =>
  (await rows<{ subject: string }>(consumer.database.adminUrl, 'SELECT subject FROM approval.audit ORDER BY 1')).map(
    ({ subject }) => subject,
  );

/** Writes inbox rows as a release without modules did. */
const wholeServiceTook = (ids: readonly string[]): Promise<unknown> =>
  rows(
    consumer.database.adminUrl,
    `INSERT INTO approval.inbox (event_id, subject) SELECT id, 'x' FROM unnest($1::uuid[]) AS id`,
    [ids],
  );

beforeEach(async () => {
  done.length = 0;
  refuses = () => false;
  nats = await freshNats();
  producer = await serviceUnderTest('registration', nats.url, {});
  consumer = await serviceUnderTest('approval', nats.url, modules);
});

afterEach(async () => {
  await Promise.all([producer.remove(), consumer.remove()]);
  await nats.close();
});

describe('a replay', () => {
  it('brings the past to one module alone, in its order, and says how far it is and from when', async () => {
    await submittedLongAgo(3);
    await consumer.start();
    await ready();
    const { code, said } = await replay('approval.surveys');
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      expect.stringMatching(/^3 events of registration for approval\.surveys, from \d{4}-.*Z on$/),
      '3 of 3 events',
      'approval.surveys takes them from the stream REPLAY_APPROVAL',
      '',
    ]);
    await allReplayed();
    expect([...done].sort()).toEqual([1, 2, 3].map((n) => `surveys ${numbered(n)} 1`));
    expect(await counted()).toEqual([]);
  });

  it('keeps the order of what is about one application', async () => {
    await consumer.start();
    await ready();
    await submittedLongAgo(40);
    await rows(
      producer.database.adminUrl,
      `UPDATE registration.outbox
       SET envelope = jsonb_set(jsonb_set(envelope, '{aggregate,id}', '"APF-00000001"'),
                                '{aggregate,version}', to_jsonb(position))`,
    );
    await replay('approval.surveys');
    await allReplayed();
    expect(done.map((one) => Number(one.split(' ')[2]))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it('changes nothing the second time', async () => {
    await submittedLongAgo(30);
    await consumer.start();
    await ready();
    for (const time of [1, 2]) {
      expect((await replay('approval.surveys')).code).toBe(0);
      await allReplayed();
      expect([time, done.length]).toEqual([time, 30]);
    }
  });

  it('that was killed halfway is begun again and completes, each event once', async () => {
    await submittedLongAgo(2_000);
    await consumer.start();
    await ready();
    const killed = await replay('approval.counting', '500 of 2000 events');
    expect(killed.code).toBeNull();
    expect(killed.said).toMatch(/^500 of 2000 events\n$/m);
    expect(killed.said).not.toContain('1000 of 2000');
    expect((await replay('approval.counting')).code).toBe(0);
    await allReplayed();
    expect(await counted()).toEqual(Array.from({ length: 2_000 }, (_, n) => numbered(n + 1)));
  });

  it('may be interleaved with what is announced meanwhile: both come, each once', async () => {
    await submittedLongAgo(600);
    await Promise.all([producer.start(), consumer.start()]);
    await ready();
    const live = Array.from({ length: 40 }, (_, n) => numbered(n + 1));
    const [ended] = await Promise.all([
      replay('approval.surveys'),
      (async () => {
        for (const number of live) await submit(number, 2);
      })(),
    ]);
    expect(ended.code).toBe(0);
    await allReplayed();
    await eventually(() => expect(done.filter((one) => one.startsWith('surveys')).length).toBe(640));
    const past = Array.from({ length: 600 }, (_, n) => `surveys ${numbered(n + 1)} 1`);
    const present = live.map((number) => `surveys ${number} 2`);
    expect(done.filter((one) => one.startsWith('surveys')).sort()).toEqual([...past, ...present].sort());
    expect(done.filter((one) => one.startsWith('reviews')).sort()).toEqual(live.map((number) => `reviews ${number} 2`));
  });

  it('waits for a module that does not run', async () => {
    await submittedLongAgo(3);
    await consumer.start();
    await ready();
    await consumer.stop();
    expect((await replay('approval.surveys')).code).toBe(0);
    expect(done).toEqual([]);
    await consumer.start();
    await allReplayed();
    expect(done).toHaveLength(3);
  });

  it('brings a module what the service took before it had modules, and its other modules nothing of it', async () => {
    await submittedLongAgo(3);
    const events = await rows<{ id: string; envelope: Envelope }>(
      producer.database.adminUrl,
      'SELECT id, envelope FROM registration.outbox',
    );
    await wholeServiceTook(events.map(({ id }) => id));
    await consumer.start();
    await ready();
    // From a rebuilt stream the event counts as taken by every module.
    for (const { envelope } of events) await nats.publishAs(envelope);
    const { manager } = nats;
    await eventually(async () => {
      const { delivered, num_ack_pending: inHand } = await manager.consumers.info('REGISTRATION', 'approval');
      expect([delivered.stream_seq, inHand]).toEqual([3, 0]);
    });
    expect(done).toEqual([]);
    refuses = (number) => number === numbered(2);
    await replay('approval.surveys');
    await allReplayed();
    expect([...done].sort()).toEqual([1, 3].map((n) => `surveys ${numbered(n)} 1`));
    refuses = () => false;
    await new DeadLetters(consumer.transactions).wantRetry('all');
    await eventually(() => expect([...done].sort()).toEqual([1, 2, 3].map((n) => `surveys ${numbered(n)} 1`)));
  });

  it('dead-letters what the module cannot take, which is tried again as any other', async () => {
    await submittedLongAgo(3);
    refuses = (number) => number === numbered(2);
    await consumer.start();
    await ready();
    await replay('approval.surveys');
    await allReplayed();
    const dead = new DeadLetters(consumer.transactions);
    expect(await dead.list()).toMatchObject([
      { module: 'surveys', subject: applicationSubmitted.subject, error_code: 'not-for-us' },
    ]);
    refuses = () => false;
    await dead.wantRetry('all');
    await eventually(async () => expect((await dead.list())[0]?.state).toBe('resolved'));
    expect([...done].sort()).toEqual([1, 2, 3].map((n) => `surveys ${numbered(n)} 1`));
  });

  it('says where the outbox no longer has the beginning', async () => {
    await submittedLongAgo(3);
    await rows(producer.database.adminUrl, 'DELETE FROM registration.outbox WHERE position = 1');
    await consumer.start();
    await ready();
    expect((await replay('approval.surveys')).said).toContain(
      'what was announced before that is no longer in the outbox, which keeps 400 days',
    );
  });

  it('is refused to what is no module, by name', async () => {
    await submittedLongAgo(3);
    await consumer.start();
    await ready();
    const why = async (to: string): Promise<[number | null, string | undefined]> => {
      const { code, said } = await replay(to);
      return [code, said.split('\n')[0]];
    };
    expect(await why('survey.surveys')).toEqual([
      1,
      'there is no service survey that hears events, or it has not run yet on this NATS',
    ]);
    expect(await why('approval.survey')).toEqual([
      1,
      expect.stringMatching(/^approval has no module survey that hears events: .*counting, .*surveys/),
    ]);
    expect(await why('approval')).toEqual([2, expect.stringContaining('usage: ')]);
    expect(await why('approval.*')).toEqual([2, expect.stringContaining('usage: ')]);
    expect(await replayed()).toBe(0);
  });

  it('is refused to a module that hears nothing of the service', async () => {
    await consumer.start();
    await ready();
    const settings = { workerUrl: producer.database.workerUrl, natsUrl: nats.url };
    const refused = await todokeEvents('accounts', settings, ['replay', '--to', 'approval.surveys']);
    expect(refused).toEqual({ code: 1, said: 'approval.surveys hears nothing of accounts\n' });
  });
});
