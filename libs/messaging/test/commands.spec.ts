import { applicationSubmitted } from '@todoke/events';
import { Problem } from '@todoke/service';
import { eventually, exampleEvent, freshNats, type FreshNats } from '@todoke/testing';
import { announce, DeadLetters, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';
import { type Ran, todokeEvents } from './todoke-events.js';

const example = exampleEvent(applicationSubmitted);
let nats: FreshNats;
let producer: ServiceUnderTest;
let consumer: ServiceUnderTest;
let refuses: boolean;

beforeEach(async () => {
  refuses = true;
  nats = await freshNats();
  producer = await serviceUnderTest('registration', nats.url, []);
  consumer = await serviceUnderTest('approval', nats.url, [
    on.each(applicationSubmitted, () =>
      refuses ? Promise.reject(new Problem('not-for-us', 'conflict', '')) : Promise.resolve(),
    ),
  ]);
  await Promise.all([producer.start(), consumer.start()]);
  await producer.transactions((transaction) =>
    announce(transaction, applicationSubmitted, {
      id: example.aggregate.id,
      version: 1,
      occurredAt: new Date(),
      data: example.data,
    }),
  );
});

afterEach(async () => {
  await Promise.all([producer.remove(), consumer.remove()]);
  await nats.close();
});

const command = (service: string, { database: { workerUrl } }: ServiceUnderTest, ...args: string[]): Promise<Ran> =>
  todokeEvents(service, { workerUrl, natsUrl: nats.url }, args);

describe('todoke-events', () => {
  it('shows what was dead-lettered without its data, and has it tried again', async () => {
    const dead = new DeadLetters(consumer.transactions);
    await eventually(async () => expect(await dead.list()).toHaveLength(1));
    const listed = await command('approval', consumer, 'dead', 'list');
    expect(listed).toMatchObject({ code: 0 });
    expect(listed.said).toMatch(
      /^\d+ {2}dead {2}registration\.application-submitted\.v1 {2}approval {2}.* not-for-us {2}1× /,
    );
    expect(listed.said).not.toContain(example.data.items.institutionName);

    refuses = false;
    expect((await command('approval', consumer, 'dead', 'retry', 'all')).said).toBe('1 asked to be tried again\n');
    await eventually(async () => expect((await dead.list())[0]?.state).toBe('resolved'));
  });

  it('recreates a lost stream from the outbox', async () => {
    await eventually(async () => expect(await nats.published(applicationSubmitted.subject)).toHaveLength(1));
    await nats.manager.streams.delete('REGISTRATION');
    const rebuilt = await command('registration', producer, 'rebuild');
    expect(rebuilt).toEqual({ code: 0, said: '1 of 1 events\nstream of registration holds 1 events\n' });
    expect(await nats.published(applicationSubmitted.subject)).toHaveLength(1);
  });

  it('leaves the stream as it is, and says why, when a service itself wants it recreated', async () => {
    await eventually(async () => expect(await nats.published(applicationSubmitted.subject)).toHaveLength(1));
    const settings = { workerUrl: producer.database.workerUrl, natsUrl: nats.urlFor('registration') };
    expect(await todokeEvents('registration', settings, ['rebuild'])).toEqual({
      code: 1,
      said: "only NATS' operator makes a stream: NATS_URL is that of a service\n",
    });
    expect(await nats.published(applicationSubmitted.subject)).toHaveLength(1);
  });

  it('explains itself when it is misused', async () => {
    expect(await command('approval', consumer, 'dead')).toMatchObject({
      code: 2,
      said: expect.stringContaining('usage') as string,
    });
    expect((await command('approval', consumer, 'dead', 'retry', 'x; DROP TABLE')).code).toBe(1);
  });
});
