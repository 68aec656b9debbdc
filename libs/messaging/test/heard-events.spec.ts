import { applicationClosed, applicationSubmitted, type Envelope, verificationRequested } from '@todoke/events';
import { eventually, exampleEvent, freshNats, type FreshNats } from '@todoke/testing';
import { type Hearing, on } from '../src/index.js';
import { Inbox } from '../src/inbox.js';
import { reactionsController } from '../src/reactions.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const taken: string[] = [];
const note = async (event: Envelope): Promise<void> => void taken.push(`${event.subject} ${event.aggregate.id}`);
const submitted = (id: string) => exampleEvent(applicationSubmitted, { id });
const requested = (id: string) => exampleEvent(verificationRequested, { id });

let nats: FreshNats;
/** What the service hears from its next start on. */
let reactions: Hearing[];
let service: ServiceUnderTest;

beforeEach(async () => {
  taken.length = 0;
  nats = await freshNats();
  reactions = [on(applicationSubmitted, note)];
  service = await serviceUnderTest('approval', nats.url, reactions);
  await service.start();
});

afterEach(async () => {
  await service.remove();
  await nats.close();
});

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
    reactions.push(on(verificationRequested, note));
    await service.start();
    await hears([submitted('APF-00000002'), requested('v-1'), submitted('APF-00000003')]);
  });

  it('hears one event less, and goes on with the others', async () => {
    await service.stop();
    reactions.push(on(verificationRequested, note));
    await service.start();
    await hears([requested('v-1'), submitted('APF-00000001')]);
    await service.stop();
    reactions.pop();
    await service.start();
    await nats.publishAs(requested('v-2'));
    await hears([submitted('APF-00000002')]);
  });
});

it('a table with two rows for one event is refused by name', () => {
  const table = [on(applicationSubmitted, note), on(applicationClosed, note), on(applicationSubmitted, note)];
  expect(() => reactionsController(table, new Inbox((work) => work({} as never)))).toThrow('registration.application-submitted.v1 has two rows in the table of reactions: make them one');
});
