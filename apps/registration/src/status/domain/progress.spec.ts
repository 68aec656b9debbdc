import fc from 'fast-check';
import { comesAfter, followers, hear, isFinal, type Status, statuses } from './progress.js';

const all = Object.keys(statuses) as Status[];

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

  it('ends as 却下, 対応不要, 権限付与, 不達, 発行見送り or 発行取消, and 発行完了 may only be voided (R48, R159)', () => {
    const ends = new Set(ways().map((way) => way.at(-1)));
    expect([...ends].sort()).toEqual(
      ['not-issued', 'nothing-to-do', 'permission-granted', 'rejected', 'undeliverable', 'voided'].sort(),
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
});
