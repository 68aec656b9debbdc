import fc from 'fast-check';
import { pausedUntil, perLoginId, type Limit } from './throttle.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const failures = (count: number, secondsAgo: number) => Array.from({ length: count }, () => ago(secondsAgo));

describe('the throttle', () => {
  it('four failures are free', () => {
    expect(pausedUntil(failures(4, 1), perLoginId, now)).toBeUndefined();
  });

  it('after the fifth there is a minute to wait, and not a second more', () => {
    expect(pausedUntil(failures(5, 59), perLoginId, now)).toEqual(new Date(now.getTime() + 1000));
    expect(pausedUntil(failures(5, 60), perLoginId, now)).toBeUndefined();
  });

  it('each further failure doubles the wait', () => {
    expect(pausedUntil(failures(6, 0), perLoginId, now)).toEqual(new Date(now.getTime() + 120_000));
    expect(pausedUntil(failures(8, 0), perLoginId, now)).toEqual(new Date(now.getTime() + 480_000));
  });

  it('nobody is locked out for ever: however many failures, a quarter of an hour later all is well', () => {
    const many = fc.array(fc.integer({ min: 900, max: 100_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(many, (seconds) => {
        expect(pausedUntil(seconds.map(ago), perLoginId, now)).toBeUndefined();
      }),
    );
  });

  it('no wait is longer than the window', () => {
    const limit: Limit = perLoginId;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
        const until = pausedUntil(failures(count, 0), limit, now) ?? now;
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(limit.windowMinutes * 60_000);
      }),
    );
  });
});
