import { createLogger } from '@todoke/service';
import { eventually } from '@todoke/testing';
import { type Outcome, Outcomes } from '../src/queue/workers/outcomes.js';

const outcome = (id: string): Outcome => ({
  id,
  code: 'M2',
  reference: 'APF-00000001',
  attempts: 1,
  possiblyTwice: false,
  giveUpAt: new Date(0),
  lateReason: 'gave-up',
  state: 'accepted',
  at: new Date(0),
});

/** A database that is unavailable for so many tries. */
function collecting(failures: number) {
  const batches: string[][] = [];
  let rings = 0;
  const write = (batch: readonly Outcome[]): Promise<void> => {
    if (failures-- > 0) return Promise.reject(new Error('unavailable'));
    batches.push(batch.map(({ id }) => id));
    return Promise.resolve();
  };
  const outcomes = new Outcomes(write, createLogger('test', 'silent'), () => (rings += 1));
  return { outcomes, batches, rings: () => rings };
}

describe('outcomes that are to be written', () => {
  it('go in one batch when they become known together, each once', async () => {
    const { outcomes, batches } = collecting(0);
    for (const id of ['a', 'b', 'c']) outcomes.add(outcome(id));
    await eventually(() => outcomes.unwritten === 0);
    outcomes.add(outcome('d'));
    await outcomes.end();
    expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('are kept while the database is unavailable, and written when it is back', async () => {
    const { outcomes, batches } = collecting(2);
    outcomes.add(outcome('a'));
    await eventually(() => outcomes.unwritten === 0);
    expect(batches).toEqual([['a']]);
  });

  it('tell after each batch that there may be room for more', async () => {
    const { outcomes, rings } = collecting(1);
    outcomes.add(outcome('a'));
    await eventually(() => rings() === 1);
    expect(outcomes.unwritten).toBe(0);
  });

  it('do not keep a service from ending when the database stays unavailable', async () => {
    const { outcomes } = collecting(1_000);
    outcomes.add(outcome('a'));
    await outcomes.end();
    expect(outcomes.unwritten).toBe(1);
  });
});
