import { freePort } from '@todoke/testing';
import { Problem } from '@todoke/service';
import pg from 'pg';
import { judge, MalformedEvent } from '../src/verdict.js';
import { prerequisiteMissing } from '../src/index.js';

/** The error of a reaction whose database does not answer. */
async function lossOfDatabase(): Promise<unknown> {
  const client = new pg.Client({ host: '127.0.0.1', port: await freePort() });
  return client.connect().then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('an event that could not be taken', () => {
  it('waits for the database as long as that is unavailable, and not long once it is back', async () => {
    const error = await lossOfDatabase();
    for (const deliveries of [1, 12, 500, 10_000]) {
      const verdict = judge(error, deliveries);
      expect(verdict).toMatchObject({ kind: 'redeliver', code: 'database-unavailable' });
      expect((verdict as { delay: number }).delay).toBeLessThanOrEqual(5_000);
    }
  });

  it('waits ever longer for its prerequisite, and for a day at least', () => {
    const delays = [1, 4, 8, 1_000].map((deliveries) => judge(prerequisiteMissing('not there yet'), deliveries));
    expect(delays).toEqual(
      [200, 2_000, 60_000, 60_000].map((delay) => ({ kind: 'redeliver', delay, code: 'prerequisite-missing' })),
    );
    expect(judge(prerequisiteMissing('not there yet'), 1_500)).toEqual({
      kind: 'dead-letter',
      code: 'prerequisite-missing',
    });
  });

  it('is tried as often as the operator wants, and waits a day for its prerequisite all the same', () => {
    const retries = { longestWait: 10_000, deliveries: 3, outboxPoll: 1_000, answeredWithin: 1_000 };
    const unexplained = [2, 3].map((deliveries) => judge(new TypeError('unexplained'), deliveries, retries).kind);
    expect(unexplained).toEqual(['redeliver', 'dead-letter']);
    expect(judge(prerequisiteMissing('not there yet'), 8_640, retries)).toMatchObject({ delay: 10_000 });
  });

  it('is dead-lettered at once where trying again cannot help, and after some tries where nobody knows', () => {
    expect(judge(new Problem('not-for-us', 'conflict', 'nie'), 1)).toEqual({ kind: 'dead-letter', code: 'not-for-us' });
    expect(judge(new MalformedEvent('no event'), 1)).toEqual({ kind: 'dead-letter', code: 'malformed-event' });
    expect(judge(new TypeError('unexplained'), 11)).toMatchObject({ kind: 'redeliver', code: 'TypeError' });
    expect(judge(new TypeError('unexplained'), 12)).toEqual({ kind: 'dead-letter', code: 'TypeError' });
    expect(judge(new Problem('full', 'unavailable', 'später'), 500)).toMatchObject({ kind: 'redeliver', code: 'full' });
  });
});
