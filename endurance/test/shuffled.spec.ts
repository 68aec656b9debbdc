import { catalogue, findEvent } from '@todoke/events';
import { services } from '@todoke/local-system';
import { say } from '../src/say.js';
import { size } from '../src/size.js';
import { isEvent } from '../src/shuffle/histories.js';
import { Rehearsal } from '../src/shuffle/rehearsal.js';

/** A failure names it; with it, the same order comes again. */
const seed = Number(process.env['SHUFFLED_SEED'] || Date.now() % 1_000_000);

let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await Rehearsal.start('shuffled');
  say(`the servers are up; SHUFFLED_SEED=${seed}`);
});

afterAll(() => rehearsal?.stop());

it('the histories hold every event of the catalogue', () => {
  const events = rehearsal.told.flatMap(({ steps }) => steps.filter(isEvent));
  expect([...new Set(events.map(({ subject }) => subject))].sort()).toEqual(
    catalogue.map(({ subject }) => subject).sort(),
  );
  for (const event of events) expect(findEvent(event.subject)?.parse(event)).toEqual(event);
});

describe('every event twice and in any order', () => {
  it.each(services)('leaves %s as once and in order does', async (service) => {
    const ordered = await rehearsal.inOrder(service);
    expect(ordered['dead']).toEqual([]);
    expect(ordered['taken']?.map((taken) => (taken as { event_id: string }).event_id)).toEqual(
      rehearsal.meantFor(service),
    );
    say(`${service} has heard ${ordered['taken']?.length} events in order`);
    for (let order = seed; order < seed + size.orders; order += 1) {
      const state = await rehearsal.inAnyOrder(service, order);
      say(`${service} has heard them twice, in the order of seed ${order}`);
      expect({ seed: order, ...state }).toEqual({ seed: order, ...ordered });
    }
  });
});
