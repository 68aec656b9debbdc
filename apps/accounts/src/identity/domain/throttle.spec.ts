import fc from 'fast-check';
import { isPassedBy, type Limit, longestOf, pauseAfter, perClient, perLoginId, resetPerLoginId } from './throttle.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const pausedUntil = (...told: Parameters<typeof pauseAfter>) => pauseAfter(...told)?.until;
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

  it('each further guess takes a harder robot check, and twenty in a quarter of an hour are the end', () => {
    const levels = [5, 6, 7, 8, 9, 19, 20, 40].map(
      (count) => pauseAfter(failures(count, 0), perLoginId, now)?.checkLevel,
    );
    expect(levels).toEqual([0, 1, 2, 3, 4, 4, undefined, undefined]);
  });

  it('of one address there is no end, and its robot check becomes harder with each doubling', () => {
    const levels = [30, 59, 60, 120, 1_000, 100_000].map(
      (count) => pauseAfter(failures(count, 0), perClient, now)?.checkLevel,
    );
    expect(levels).toEqual([0, 0, 1, 2, 4, 4]);
  });

  it('no robot check fills a letter box with links', () => {
    expect(pauseAfter(failures(3, 0), resetPerLoginId, now)).toEqual({ until: new Date(now.getTime() + 3_600_000) });
  });

  it('of two pauses the longer holds, and the harder check; where one cannot be passed, neither can', () => {
    const [short, long] = [ago(-60), ago(-120)];
    expect(longestOf([undefined, undefined])).toBeUndefined();
    expect(
      longestOf([
        { until: long, checkLevel: 0 },
        { until: short, checkLevel: 2 },
      ]),
    ).toEqual({
      until: long,
      checkLevel: 2,
    });
    expect(longestOf([{ until: short }, { until: long, checkLevel: 2 }])).toEqual({ until: long });
    expect(isPassedBy({ until: long, checkLevel: 2 }, { level: 1 })).toBe(false);
    expect(isPassedBy({ until: long, checkLevel: 2 }, { level: 3 })).toBe(true);
    expect(isPassedBy({ until: long }, { level: 5 })).toBe(false);
  });
});
