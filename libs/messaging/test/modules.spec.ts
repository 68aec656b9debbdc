import { applicationClosed, applicationSubmitted, verificationRequested } from '@todoke/events';
import { audit, type SqlTransaction } from '@todoke/database';
import { CLOCK, type Clock, Problem } from '@todoke/service';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { DeadLetters, type GetProvider, type Hearing, type Modules, on, prerequisiteMissing } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const numbered = (n: number): string => `APF-${String(n).padStart(8, '0')}`;
const submitted = (number: string, version = 1) => {
  const event = exampleEvent(applicationSubmitted, { id: number, data: { number } });
  return { ...event, aggregate: { ...event.aggregate, version } };
};

let nats: FreshNats;
let service: ServiceUnderTest;
/** What a module does with an application before it stores its effect. */
let behave: (module: string, number: string) => void | Promise<void>;

/** The event's effect is a row that commits with the module's transaction. */
const note = (module: string) =>
  on.each(applicationSubmitted, async ({ data, aggregate }, transaction) => {
    await behave(module, data.number);
    await audit(transaction, { actor: module, action: `v${aggregate.version}`, subject: data.number });
  });

const noteAll = (module: string) =>
  on.batch([applicationSubmitted, applicationClosed], async (events, transaction) => {
    for (const { data } of events) await behave(module, data.number);
    for (const { data } of events) await audit(transaction, { actor: module, action: 'batch', subject: data.number });
  });

const effects = (module: string) =>
  rows<{ subject: string; action: string; written: string }>(
    service.database.adminUrl,
    'SELECT subject, action, xmin::text AS written FROM approval.audit WHERE actor = $1 ORDER BY ctid',
    [module],
  );
const takenBy = async (module: string): Promise<string[]> => (await effects(module)).map(({ subject }) => subject);
const waiting = async (): Promise<number> => {
  const { num_pending: pending, num_ack_pending: inHand } = await nats.manager.consumers.info(
    'REGISTRATION',
    'approval',
  );
  return pending + inHand;
};
const allAnswered = (): Promise<void> => eventually(async () => expect(await waiting()).toBe(0));

async function hearing(modules: Modules): Promise<void> {
  service = await serviceUnderTest('approval', nats.url, modules);
  await service.start();
}

beforeEach(async () => {
  behave = () => undefined;
  nats = await freshNats();
});

afterEach(async () => {
  await service.remove();
  await nats.close();
});

describe('two modules that hear one event', () => {
  it('each take it once, in a transaction of their own', async () => {
    await hearing({ reviews: [note('reviews')], desk: [note('desk')] });
    await nats.publishAs(submitted(numbered(1)));
    await allAnswered();
    const [[review], [desk]] = [await effects('reviews'), await effects('desk')];
    expect([review?.subject, desk?.subject]).toEqual([numbered(1), numbered(1)]);
    expect(review?.written).not.toBe(desk?.written);
  });

  it('do not wait for each other: one takes what the other cannot yet; it is acknowledged when both have', async () => {
    let ready = false;
    behave = (module) => {
      if (module === 'desk' && !ready) throw prerequisiteMissing('the prefecture is not known yet');
    };
    await hearing({ reviews: [note('reviews')], desk: [note('desk')] });
    await nats.publishAs(submitted(numbered(1)));
    await nats.publishAs(submitted(numbered(2)));
    await eventually(async () => expect((await takenBy('reviews')).sort()).toEqual([numbered(1), numbered(2)]));
    expect(await takenBy('desk')).toEqual([]);
    expect(await waiting()).toBe(2);
    ready = true;
    await allAnswered();
    expect((await takenBy('desk')).sort()).toEqual([numbered(1), numbered(2)]);
    expect(await takenBy('reviews')).toHaveLength(2);
  });

  it('dead-letter each its own, and trying again is for that module alone', async () => {
    let refuses = true;
    const calls: string[] = [];
    behave = (module) => {
      calls.push(module);
      if (module === 'desk' && refuses) throw new Problem('not-for-us', 'conflict', '');
    };
    await hearing({ reviews: [note('reviews')], desk: [note('desk')] });
    await nats.publishAs(submitted(numbered(1)));
    await allAnswered();
    const dead = new DeadLetters(service.transactions);
    const [letter] = await dead.list();
    expect(letter).toMatchObject({ module: 'desk', subject: applicationSubmitted.subject, error_code: 'not-for-us' });
    expect(await takenBy('reviews')).toEqual([numbered(1)]);
    expect(await service.metrics()).toContain(
      `dead_letters{subject="${applicationSubmitted.subject}",module="desk"} 1`,
    );

    refuses = false;
    calls.length = 0;
    await dead.wantRetry('all');
    await eventually(async () => expect((await dead.list())[0]?.state).toBe('resolved'));
    expect(calls).toEqual(['desk']);
    expect(await takenBy('desk')).toEqual([numbered(1)]);
  });

  it('try no dead letter again because another module has the event redelivered', async () => {
    const calls = { reviews: 0, desk: 0 };
    behave = (module) => {
      calls[module as keyof typeof calls] += 1;
      if (module === 'desk') throw new Problem('not-for-us', 'conflict', '');
      throw prerequisiteMissing('the prefecture is not known yet');
    };
    await hearing({ reviews: [note('reviews')], desk: [note('desk')] });
    await nats.publishAs(submitted(numbered(1)));
    await eventually(() => expect(calls.reviews).toBe(4));
    expect(calls.desk).toBe(1);
  });

  it('both dead-letter an event that neither can take, and each is tried again by itself', async () => {
    behave = () => {
      throw new Problem('not-for-us', 'conflict', '');
    };
    await hearing({ reviews: [note('reviews')], desk: [note('desk')] });
    await nats.publishAs(submitted(numbered(1)));
    await allAnswered();
    const dead = new DeadLetters(service.transactions);
    const letters = await dead.list();
    expect(letters.map(({ module }) => module).sort()).toEqual(['desk', 'reviews']);

    behave = () => undefined;
    await dead.wantRetry(letters.filter(({ module }) => module === 'desk').map(({ id }) => id));
    await eventually(async () => expect(await takenBy('desk')).toEqual([numbered(1)]));
    await eventually(async () => {
      const states = (await dead.list()).map(({ module, state }) => `${module} ${state}`);
      expect(states.sort()).toEqual(['desk resolved', 'reviews dead']);
    });
    expect(await takenBy('reviews')).toEqual([]);
  });

  it('do not wait for each other either where one has more to wait for than a process works on at once', async () => {
    const numbers = Array.from({ length: 1_500 }, (_, n) => numbered(n + 1));
    let ready = false;
    behave = (module) => {
      if (module === 'desk' && !ready) throw prerequisiteMissing('the prefecture is not known yet');
    };
    await hearing({ reviews: [noteAll('reviews')], desk: [noteAll('desk')] });
    await Promise.all(numbers.map((number) => nats.publishAs(submitted(number))));
    await eventually(async () => expect((await takenBy('reviews')).sort()).toEqual(numbers));
    expect(await takenBy('desk')).toEqual([]);
    ready = true;
  });

  it('are told by the metrics, and one that ignores the event does nothing', async () => {
    await hearing({ reviews: [note('reviews')], desk: [on.ignore([applicationSubmitted, applicationClosed])] });
    await nats.publishAs(submitted(numbered(1)));
    await allAnswered();
    const figures = await service.metrics();
    expect(figures).toContain(
      `events_consumed_total{subject="${applicationSubmitted.subject}",module="reviews",outcome="done"} 1`,
    );
    const inbox = await rows(service.database.adminUrl, 'SELECT module FROM approval.inbox');
    expect(inbox).toEqual([{ module: 'reviews' }]);
  });
});

it('a reaction gets the parts of its service, with any provider of it, made once', async () => {
  let made = 0;
  const seen: unknown[] = [];
  interface Parts {
    readonly greeting: string;
    readonly clock: Clock;
  }
  const table: Hearing<SqlTransaction, Parts>[] = [
    on.each(applicationSubmitted, async ({ data }, _transaction, { greeting, clock }) => {
      seen.push([greeting, clock.now() instanceof Date, data.number]);
    }),
  ];
  const parts = (get: GetProvider): Parts => ({ greeting: `no. ${++made}`, clock: get(CLOCK) });
  service = await serviceUnderTest('approval', nats.url, { reviews: table as Hearing[] }, parts);
  await service.start();
  for (const n of [1, 2]) await nats.publishAs(submitted(numbered(n)));
  await allAnswered();
  expect(seen.sort()).toEqual([1, 2].map((n) => ['no. 1', true, numbered(n)]));
});

describe('a row that takes many', () => {
  const numbers = Array.from({ length: 200 }, (_, n) => numbered(n + 1));
  const sendAll = async (): Promise<void> => {
    await Promise.all(numbers.map((number) => nats.publishAs(submitted(number))));
  };

  it('takes what waits together in one call and one transaction, each event once', async () => {
    await hearing({ counting: [noteAll('counting')] });
    await sendAll();
    await allAnswered();
    const found = await effects('counting');
    expect(found.map(({ subject }) => subject).sort()).toEqual(numbers);
    expect(new Set(found.map(({ written }) => written)).size).toBeLessThan(numbers.length / 4);
  });

  it('with one in its midst that can never be taken, takes all others', async () => {
    behave = (_module, number) => {
      if (number === numbered(77)) throw new Problem('not-for-us', 'conflict', '');
    };
    await hearing({ counting: [noteAll('counting')] });
    await sendAll();
    await allAnswered();
    expect((await takenBy('counting')).sort()).toEqual(numbers.filter((number) => number !== numbered(77)));
    const letters = await new DeadLetters(service.transactions).list();
    expect(letters).toMatchObject([{ module: 'counting', error_code: 'not-for-us' }]);
  });

  it('has the events of one ordering key in their order, between rows that take one', async () => {
    const seen: string[] = [];
    const modules = {
      counting: [
        on.batch(
          [applicationSubmitted],
          async (events) => void seen.push(...events.map(({ aggregate }) => `s${aggregate.version}`)),
        ),
        on.each(verificationRequested, async ({ aggregate }) => void seen.push(`v${aggregate.version}`)),
      ],
    };
    await hearing(modules);
    const told: string[] = [];
    for (let version = 1; version <= 60; version += 1) {
      const asked = exampleEvent(verificationRequested, { id: numbered(1) });
      const one = version % 3 === 0;
      told.push(`${one ? 'v' : 's'}${version}`);
      await nats.publishAs(
        one ? { ...asked, aggregate: { ...asked.aggregate, version } } : submitted(numbered(1), version),
      );
    }
    await allAnswered();
    expect(seen).toEqual(told);
  });

  it('begins again where its process was lost in the midst of a batch', async () => {
    const { promise: atWork, resolve: begun } = Promise.withResolvers<void>();
    behave = async () => {
      behave = () => undefined;
      begun();
      // The connection of the transaction is lost, as it is when its process dies.
      const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE state LIKE 'idle in transaction%' AND datname = current_database()`;
      await rows(service.database.adminUrl, kill);
    };
    await hearing({ counting: [noteAll('counting')], desk: [note('desk')] });
    await sendAll();
    await atWork;
    await allAnswered();
    expect((await takenBy('counting')).sort()).toEqual(numbers);
    expect((await takenBy('desk')).sort()).toEqual(numbers);
  });
});
