import { catalogue, type Envelope, findEvent } from '@todoke/events';
import { services } from '@todoke/local-system';
import { exampleEvent } from '@todoke/testing';
import { say } from '../src/say.js';
import { Rehearsal } from '../src/shuffle/rehearsal.js';
import { fromTheNextRelease, fromTheReleaseBefore, optionalFields } from '../src/shuffle/releases.js';

const withLeast = (event: Envelope): unknown => {
  const contract = findEvent(event.subject);
  return contract === undefined ? event : fromTheReleaseBefore(contract, event);
};

describe.each(catalogue.map((contract) => [contract.subject, contract] as const))('%s', (_subject, contract) => {
  const example = exampleEvent(contract) as Envelope;

  it('is read as ever when a later release adds fields to it, at any depth', () => {
    expect(contract.parse(fromTheNextRelease(example))).toEqual(example);
  });

  it('is read without any field that may be left out', () => {
    const least = fromTheReleaseBefore(contract, example);
    expect(contract.parse(least)).toEqual(least);
    expect(
      optionalFields(contract.data).filter((path) => JSON.stringify(least).includes(`"${path.split('.').at(-1)}":`)),
    ).toEqual([]);
  });
});

describe('a service of this release', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await Rehearsal.start('releases');
    say('the servers are up');
  });
  afterAll(() => rehearsal?.stop());

  it.each(services)('%s does with events of the next release what it does with its own', async (service) => {
    const own = await rehearsal.inOrder(service);
    const next = await rehearsal.inOrder(service, fromTheNextRelease);
    say(`${service} has heard ${next['taken']?.length} events of the next release`);
    expect(own['taken']?.length).toBeGreaterThan(0);
    expect(next).toEqual(own);
  });

  it.each(services)('%s takes events of the release before, which tell only what they must', async (service) => {
    const state = await rehearsal.inOrder(service, withLeast);
    say(`${service} has heard ${state['taken']?.length} events of the release before`);
    expect(state['dead']).toEqual([]);
    expect(state['taken']?.length).toBeGreaterThan(0);
  });
});
