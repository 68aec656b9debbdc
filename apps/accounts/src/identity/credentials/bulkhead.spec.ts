import { Bulkhead } from './bulkhead.js';

describe('the bulkhead', () => {
  const held: (() => void)[] = [];
  let most = 0;
  let now = 0;
  const work = async (): Promise<void> => {
    now += 1;
    most = Math.max(most, now);
    await new Promise<void>((resolve) => held.push(resolve));
    now -= 1;
  };

  it('runs so many at once, lets so many wait, and refuses the rest', async () => {
    const bulkhead = new Bulkhead({ places: 2, waiting: 3 });
    const five = Array.from({ length: 5 }, () => bulkhead.run(work));
    await expect(bulkhead.run(work)).rejects.toMatchObject({ code: 'busy', kind: 'unavailable' });
    const all = Promise.all(five);
    for (let finished = 0; finished < 5; finished++) {
      held.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect({ most, left: held.length, now }).toEqual({ most: 2, left: 0, now: 0 });
  });

  it('gives its place back when the work fails', async () => {
    const bulkhead = new Bulkhead({ places: 1, waiting: 0 });
    await expect(bulkhead.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(bulkhead.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
