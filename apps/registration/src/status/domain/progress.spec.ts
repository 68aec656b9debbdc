import fc from 'fast-check';
import { followers as shared, stateWords } from '@todoke/lifecycle';
import { comesAfter, compare, followers, hear, isFinal, lifecycleState, type Status, statuses } from './progress.js';

const all = statuses;

/** Every way from 申請済 to an end. */
const ways = (from: Status = 'submitted'): Status[][] =>
  isFinal(from) ? [[from]] : followers[from].flatMap((next) => ways(next).map((rest) => [from, ...rest]));

/** What is known after hearing statuses in some order. */
const known = (heard: readonly Status[]): Status =>
  heard.reduce<Status>((now, status) => (hear(now, status) === 'newer' ? status : now), 'submitted');

describe('The status of an application (R159)', () => {
  it('is the same at the end, in whatever order and however often its events come', () => {
    const deliveries = fc
      .constantFrom(...ways())
      .chain((way) =>
        fc.tuple(fc.constant(way), fc.shuffledSubarray([...way, ...way, ...way], { minLength: 3 * way.length })),
      );
    fc.assert(
      fc.property(deliveries, ([way, heard]) => {
        expect(known(heard)).toBe(way.at(-1));
      }),
    );
  });

  it('never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 40 }), (heard) => {
        let now: Status = 'submitted';
        for (const status of heard) {
          const next: Status = hear(now, status) === 'newer' ? status : now;
          expect(next === now || comesAfter(next, now)).toBe(true);
          now = next;
        }
      }),
    );
  });

  it('ends as 却下, 対応不要, 権限付与, 不達 or 発行取消, and 発行完了 may only be voided (R48, R159)', () => {
    const ends = new Set(ways().map((way) => way.at(-1)));
    expect([...ends].sort()).toEqual(
      ['nothing-to-do', 'permission-granted', 'rejected', 'undeliverable', 'voided'].sort(),
    );
    expect(followers.issued).toEqual(['voided']);
  });

  it.each<[Status, Status]>([
    ['rejected', 'approved'],
    ['rejected', 'issued'],
    ['issued', 'undeliverable'],
    ['permission-granted', 'issued'],
    ['nothing-to-do', 'undeliverable'],
  ])('cannot have been %s and %s', (first, second) => {
    expect(hear(first, second)).toBe('contradiction');
    expect(hear(second, first)).toBe('contradiction');
  });

  it.each<Status>(['nothing-to-do', 'permission-granted'])(
    'may become %s after mail ①: another application of the same institution got the account meanwhile (R159, R162)',
    (end) => {
      expect(hear('pre-notice-sent', end)).toBe('newer');
      expect(hear(end, 'pre-notice-sent')).toBe('older');
    },
  );

  it('skips what was overtaken and takes it into the history later', () => {
    expect(hear('submitted', 'issued')).toBe('newer');
    expect(hear('issued', 'approved')).toBe('older');
    expect(hear('issued', 'issued')).toBe('known');
  });

  it('takes only steps of the lifecycle that all services share', () => {
    expect(new Set(statuses.map((status) => stateWords[lifecycleState(status)])).size).toBe(statuses.length);
    for (const from of statuses) {
      // Registration does not hear of what comes between ① and ②.
      const near = shared[lifecycleState(from)];
      const next = [...near, ...near.flatMap((one) => shared[one])];
      for (const to of followers[from]) expect(next).toContain(lifecycleState(to));
    }
  });

  it('is 申請済 again when it goes back to its prefecture, whatever comes late of the round before', () => {
    const told = (status: Status, round: number, version: number) => ({ status, round, version });
    const course = [
      told('submitted', 1, 1),
      told('approved', 1, 2),
      told('submitted', 2, 3),
      told('approved', 2, 4),
      told('pre-notice-sent', 2, 5),
      told('issued', 2, 7),
    ];
    const lengths = fc.integer({ min: 1, max: course.length });
    const deliveries = lengths.chain((length) => {
      const heard = course.slice(0, length);
      return fc.tuple(fc.constant(heard.at(-1)), fc.shuffledSubarray([...heard, ...heard], { minLength: 2 * length }));
    });
    fc.assert(
      fc.property(deliveries, ([last, heard]) => {
        const known = heard.reduce((now, news) => (compare(now, news) === 'newer' ? news : now), told('submitted', 1, 1));
        expect(known).toEqual(last);
      }),
    );
  });
});
