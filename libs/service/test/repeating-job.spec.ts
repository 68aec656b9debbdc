import { WakeSignal, RepeatingJob } from '../src/index.js';

/** Long enough that a test which had to wait for it would fail. */
const forEver = 10 * 60_000;

/** A job whose rounds a test can await; `rests` are what its rounds return or throw, the last for all that follow. */
function jobWith(...rests: (number | Error)[]) {
  const told: unknown[] = [];
  let begun = 0;
  let waiting: { count: number; tell: () => void }[] = [];
  const job = new RepeatingJob({
    round: async () => {
      const rest = rests[Math.min(begun, rests.length - 1)] ?? 0;
      begun += 1;
      for (const { count, tell } of waiting) if (begun >= count) tell();
      waiting = waiting.filter(({ count }) => begun < count);
      // A round takes at least one turn of the event loop, as any that asks a database.
      await new Promise((resolve) => setImmediate(resolve));
      if (rest instanceof Error) throw rest;
      return rest;
    },
    failed: (error) => void told.push(error),
    afterFailure: 1,
  });
  const rounds = (count: number): Promise<void> =>
    begun >= count ? Promise.resolve() : new Promise((tell) => waiting.push({ count, tell }));
  return { job, rounds, told, begun: () => begun };
}

describe('a wake signal', () => {
  it('wakes the loop that waits', async () => {
    const signal = new WakeSignal();
    const asleep = signal.wait(forEver);
    signal.wake();
    await asleep;
  });

  it('that comes too early counts at the next wait, and once', async () => {
    const signal = new WakeSignal();
    signal.wake();
    signal.wake();
    await signal.wait(forEver);
    const order: string[] = [];
    const second = signal.wait(1).then(() => order.push('slept'));
    order.push('lay down');
    await second;
    expect(order).toEqual(['lay down', 'slept']);
  });
});

describe('a repeating job', () => {
  it('goes on at once while there is more to do, and then rests', async () => {
    const { job, rounds, begun } = jobWith(0, 0, 0, forEver);
    job.start();
    await rounds(4);
    await job.stop();
    expect(begun()).toBe(4);
  });

  it('can be started twice and is one', async () => {
    const { job, rounds, begun } = jobWith(forEver);
    job.start();
    job.start();
    await rounds(1);
    await job.stop();
    expect(begun()).toBe(1);
  });

  it('is woken from its rest, also by whoever wakes it before it rests', async () => {
    const { job, rounds } = jobWith(forEver);
    job.start();
    await rounds(1);
    job.wake();
    await rounds(2);
    job.wake();
    await rounds(3);
    await job.stop();
  });

  it('tells what a round threw and tries again', async () => {
    const refused = new Error('refused');
    const { job, rounds, told } = jobWith(refused, refused, forEver);
    job.start();
    await rounds(3);
    await job.stop();
    expect(told).toEqual([refused, refused]);
  });

  it('lets the round under way end before it is stopped, and its rests in the midst be short', async () => {
    const steps: string[] = [];
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const job: RepeatingJob = new RepeatingJob({
      round: async () => {
        begin();
        await job.rest(forEver);
        await job.rest(forEver);
        steps.push(`ends, stopping ${String(job.stopping)}`);
        return forEver;
      },
      failed: (error) => void steps.push(String(error)),
    });
    job.start();
    await begun;
    await job.stop();
    expect(steps).toEqual(['ends, stopping true']);
  });

  it('that was never started can be stopped', async () => {
    const { job, begun } = jobWith(0);
    await job.stop();
    job.start();
    await job.stop();
    expect(begun()).toBe(0);
  });
});
