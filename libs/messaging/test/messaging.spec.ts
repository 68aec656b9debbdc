import { applicationClosed, applicationSubmitted } from '@todoke/events';
import { Problem } from '@todoke/service';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { announce, DeadLetters, NatsLink, prerequisiteMissing, on } from '../src/index.js';
import { rebuildStream } from '../src/rebuild.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const numbered = (n: number): string => `APF-${String(n).padStart(8, '0')}`;
const submission = (number: string) => ({ ...exampleEvent(applicationSubmitted).data, number });

let nats: FreshNats;
let producer: ServiceUnderTest;
let consumer: ServiceUnderTest;
/** What the consumer's reaction does with an event before counting it. */
let behave: (number: string) => void | Promise<void>;
const done: string[] = [];

const submit = (...numbers: string[]): Promise<void> =>
  producer.transactions(async (transaction) => {
    for (const number of numbers) {
      const fact = { id: number, version: 1, occurredAt: new Date(), data: submission(number) };
      await announce(transaction, applicationSubmitted, fact);
    }
  });

const allDone = (numbers: readonly string[]): Promise<void> =>
  eventually(() => expect([...done].sort()).toEqual([...numbers].sort()));

beforeEach(async () => {
  done.length = 0;
  behave = () => undefined;
  nats = await freshNats();
  producer = await serviceUnderTest('registration', nats.url, []);
  consumer = await serviceUnderTest('approval', nats.url, [
    on.each(applicationSubmitted, async ({ data }, transaction) => {
      await behave(data.number);
      await transaction.$queryRawUnsafe('SELECT 1');
      done.push(data.number);
    }),
    on.each(applicationClosed, async () => undefined),
  ]);
});

afterEach(async () => {
  await Promise.all([producer.remove(), consumer.remove()]);
  await nats.close();
});

describe('an announced event', () => {
  it('reaches the service that hears it, once, and leaves nothing unpublished', async () => {
    await Promise.all([producer.start(), consumer.start()]);
    const numbers = Array.from({ length: 300 }, (_, n) => numbered(n));
    await submit(...numbers);
    await allDone(numbers);
    await eventually(async () => {
      const [left] = await rows(
        producer.database.adminUrl,
        'SELECT count(*)::int AS n FROM registration.outbox WHERE published_at IS NULL',
      );
      expect(left).toEqual({ n: 0 });
    });
  });

  it('is not published when its transaction fails', async () => {
    await Promise.all([producer.start(), consumer.start()]);
    const failing = producer.transactions(async (transaction) => {
      const fact = { id: numbered(1), version: 1, occurredAt: new Date(), data: submission(numbered(1)) };
      await announce(transaction, applicationSubmitted, fact);
      throw new Error('the rest of the transaction failed');
    });
    await expect(failing).rejects.toThrow('the rest');
    await submit(numbered(2));
    await allDone([numbered(2)]);
  });

  it('is refused where it does not fit its contract, and takes the transaction with it', async () => {
    await expect(submit('APF-1')).rejects.toThrow();
    expect(await rows(producer.database.adminUrl, 'SELECT 1 FROM registration.outbox')).toEqual([]);
  });

  it('has its effect once, however often it is delivered', async () => {
    await consumer.start();
    const event = exampleEvent(applicationSubmitted, { data: { number: numbered(7) } });
    const manager = nats.manager;
    await nats.publishAs(event);
    await allDone([numbered(7)]);
    // The same event again under another message id, as a rebuilt stream would bring it.
    nats.connection.publish(event.subject, JSON.stringify(event));
    nats.connection.publish(event.subject, JSON.stringify(event));
    await eventually(async () => {
      const { num_pending, num_ack_pending, delivered } = await manager.consumers.info('REGISTRATION', 'approval');
      expect({ num_pending, num_ack_pending, seen: delivered.stream_seq }).toEqual({
        num_pending: 0,
        num_ack_pending: 0,
        seen: 3,
      });
    });
    expect(done).toEqual([numbered(7)]);
  });
});

describe('a reaction that cannot take an event', () => {
  beforeEach(() => Promise.all([producer.start(), consumer.start()]));

  it('has it redelivered until its prerequisite is there', async () => {
    let tries = 0;
    behave = () => {
      if (++tries < 4) throw prerequisiteMissing('application is not known yet');
    };
    await submit(numbered(1));
    await allDone([numbered(1)]);
    expect(tries).toBe(4);
  });

  it('dead-letters a poison event without delaying the others, and takes it when told to', async () => {
    behave = (number) => {
      if (number === numbered(3)) throw new Problem('not-for-us', 'conflict', 'nie');
    };
    await submit(...[1, 2, 3, 4, 5].map(numbered));
    await allDone([1, 2, 4, 5].map(numbered));
    const dead = new DeadLetters(consumer.transactions);
    await eventually(async () => expect(await dead.list()).toHaveLength(1));
    const [letter] = await dead.list();
    expect(letter).toMatchObject({ subject: applicationSubmitted.subject, error_code: 'not-for-us', state: 'dead' });
    expect(JSON.stringify(letter)).not.toContain('山田');

    behave = () => undefined;
    await dead.wantRetry([letter?.id ?? '']);
    await allDone([1, 2, 3, 4, 5].map(numbered));
    await eventually(async () => expect((await dead.list())[0]?.state).toBe('resolved'));
    expect(await rows(consumer.database.adminUrl, 'SELECT payload FROM approval.dead_letters')).toEqual([
      { payload: '' },
    ]);
  });

  it('dead-letters what is no event at all', async () => {
    await eventually(() => nats.manager.streams.info('REGISTRATION'));
    nats.connection.publish(applicationSubmitted.subject, 'ceci n’est pas un événement');
    nats.connection.publish(applicationSubmitted.subject, JSON.stringify({ id: 'x', data: null }));
    await submit(numbered(1));
    await allDone([numbered(1)]);
    await eventually(async () => {
      const codes = (await new DeadLetters(consumer.transactions).list()).map((letter) => letter.error_code);
      expect(codes).toEqual(['malformed-event', 'malformed-event']);
    });
  });
});

describe('a service', () => {
  it('that was unavailable catches up by itself', async () => {
    await producer.start();
    await submit(numbered(1), numbered(2));
    await consumer.start();
    await allDone([1, 2].map(numbered));
    await consumer.stop();
    await submit(numbered(3));
    await consumer.start();
    await allDone([1, 2, 3].map(numbered));
  });

  it('says that NATS is unavailable, stays up, and goes on working', async () => {
    const unconnected = await serviceUnderTest('accounts', 'nats://127.0.0.1:1', []);
    await unconnected.start();
    expect(await unconnected.readiness()).toEqual({ status: 'degraded', checks: { nats: 'unavailable' } });
    await unconnected.remove();
  });

  it('has one active relay, and another takes over when it ends', async () => {
    await Promise.all([producer.start(), consumer.start()]);
    await submit(numbered(1));
    await allDone([numbered(1)]);
    // The advisory lock goes with the relay's connection, as when its process dies.
    const relays = `SELECT pid FROM pg_stat_activity WHERE application_name = 'registration-outbox'`;
    await rows(producer.database.adminUrl, relays.replace('SELECT pid', 'SELECT pg_terminate_backend(pid)'));
    await submit(numbered(2));
    await allDone([1, 2].map(numbered));
  });

  it('gets its history back when its stream was lost, and nobody does anything twice', async () => {
    await Promise.all([producer.start(), consumer.start()]);
    await submit(...[1, 2, 3].map(numbered));
    await allDone([1, 2, 3].map(numbered));
    await nats.manager.streams.delete('REGISTRATION');
    const link = new NatsLink(nats.url, 'rebuild');
    const told: string[] = [];
    await rebuildStream('registration', producer.database.workerUrl, link, (count, total) =>
      told.push(`${count}/${total}`),
    );
    await link.close();
    await submit(numbered(4));
    await allDone([1, 2, 3, 4].map(numbered));
    expect(told).toEqual(['3/3']);
    expect((await nats.published(applicationSubmitted.subject)).map((event) => event.aggregate.id)).toEqual(
      [1, 2, 3, 4].map(numbered),
    );
  });

  it('acknowledges nothing of a stream that is gone, where another event may have that number by now', async () => {
    await consumer.start();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let redelivered = 0;
    behave = async (number) => {
      if (number === numbered(1)) await released;
      if (number === numbered(3) && ++redelivered < 4) throw prerequisiteMissing('application is not known yet');
    };
    // Of two partitions: the second goes on while the first waits.
    const [old, other] = [1, 3].map((n) => exampleEvent(applicationSubmitted, { data: { number: numbered(n) } }));
    await nats.publishAs(old!);
    await eventually(async () =>
      expect((await nats.manager.consumers.info('REGISTRATION', 'approval')).num_ack_pending).toBe(1),
    );
    await nats.manager.streams.delete('REGISTRATION');
    await nats.publishAs(other!);
    await eventually(() => expect(redelivered).toBe(3));
    release();
    await allDone([1, 3].map(numbered));
  });

  it('counts what it publishes and consumes', async () => {
    await Promise.all([producer.start(), consumer.start()]);
    await submit(numbered(1));
    await allDone([numbered(1)]);
    await eventually(async () => {
      expect(await consumer.metrics()).toContain(
        'events_consumed_total{subject="registration.application-submitted.v1",module="approval",outcome="done"} 1',
      );
      expect(await producer.metrics()).toContain(
        'events_published_total{subject="registration.application-submitted.v1"} 1',
      );
    });
  });
});
