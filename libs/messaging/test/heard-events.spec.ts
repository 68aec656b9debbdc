import { AckPolicy } from '@nats-io/jetstream';
import { applicationClosed, applicationSubmitted, type Envelope, verificationRequested } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats, rows } from '@todoke/testing';
import { type Hearing, hearsOf, on } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const taken: string[] = [];
const note = async (event: Envelope): Promise<void> => void taken.push(`${event.subject} ${event.aggregate.id}`);
const submitted = (id: string) => exampleEvent(applicationSubmitted, { id });
const requested = (id: string) => exampleEvent(verificationRequested, { id });

let nats: FreshNats;
/** Reactions of the service from its next start on. */
let reactions: Hearing[];
let service: ServiceUnderTest;

beforeEach(async () => {
  taken.length = 0;
  nats = await freshNats();
  reactions = [on.each(applicationSubmitted, note)];
  service = await serviceUnderTest('approval', nats.url, reactions);
  await service.start();
});

afterEach(async () => {
  await service.remove();
  await nats.close();
});

const deadLettered = async (): Promise<string[]> => {
  const query = 'SELECT error_code FROM approval.dead_letters WHERE resolved_at IS NULL';
  return (await rows<{ error_code: string }>(service.database.adminUrl, query)).map(({ error_code: code }) => code);
};

const hears = async (events: Envelope[]): Promise<void> => {
  taken.length = 0;
  for (const event of events) await nats.publishAs(event);
  const told = events.map(({ subject, aggregate }) => `${subject} ${aggregate.id}`);
  await eventually(() => expect([...taken].sort()).toEqual(told.sort()));
};

describe('a release with another table of reactions, over the streams of the one before', () => {
  it('hears one event more of a stream that it heard already, and the others as ever', async () => {
    await hears([submitted('APF-00000001')]);
    await service.stop();
    reactions.push(on.each(verificationRequested, note));
    await service.start();
    await hears([submitted('APF-00000002'), requested('v-1'), submitted('APF-00000003')]);
  });

  it('takes what the one before dead-lettered, as it still ran beside it or came back for a while', async () => {
    await service.stop();
    reactions.push(on.each(verificationRequested, note));
    await service.start();
    await hears([requested('v-1'), submitted('APF-00000001')]);
    await service.stop();
    reactions.pop();
    await service.start();
    await nats.publishAs(requested('v-2'));
    await hears([submitted('APF-00000002')]);
    await eventually(async () => expect(await deadLettered()).toEqual(['unheard']));
    await service.stop();
    taken.length = 0;
    reactions.push(on.each(verificationRequested, note));
    await service.start();
    await eventually(() => expect(taken).toEqual([`${verificationRequested.subject} v-2`]));
    await eventually(async () => expect(await deadLettered()).toEqual([]));
  });

  it('ignores an event that it hears no more', async () => {
    await service.stop();
    reactions.push(on.ignore(verificationRequested));
    await service.start();
    await nats.publishAs(requested('v-1'));
    await hears([submitted('APF-00000001')]);
    await eventually(async () =>
      expect(await service.metrics()).toMatch(/events_consumed_total\{.*verification-requested.*outcome="done".*\} 1/),
    );
    expect(await deadLettered()).toEqual([]);
  });

  it('asks for single events of a stream of which it got everything before', async () => {
    await hears([submitted('APF-00000001')]);
    await service.stop();
    await nats.manager.consumers.delete('REGISTRATION', 'approval');
    await nats.manager.consumers.add('REGISTRATION', {
      durable_name: 'approval',
      ack_policy: AckPolicy.Explicit,
      ack_wait: 30e9,
      max_ack_pending: 512,
    });
    await service.start();
    await hears([submitted('APF-00000002')]);
    const { config } = await nats.manager.consumers.info('REGISTRATION', 'approval');
    expect(config.filter_subjects ?? config.filter_subject).toEqual([applicationSubmitted.subject]);
  });
});

it('a table with two rows for one event is refused by name', () => {
  const table = [
    on.each(applicationSubmitted, note),
    on.each(applicationClosed, note),
    on.each(applicationSubmitted, note),
  ];
  expect(() => hearsOf({ approval: table })).toThrow(
    'registration.application-submitted.v1 has two rows in the table of reactions: make them one',
  );
});
