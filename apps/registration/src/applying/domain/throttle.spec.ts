import { entriesOf, firstPageOfSession, levelAt, reachOf } from './throttle.js';
import { RecentTimes } from './recent-times.js';

const allowed = { perClient: 30, perDomain: 60, inTotal: 3_000 };
const now = new Date('2026-11-20T10:00:00+09:00');

describe('an entered address', () => {
  it('counts for its network, its domain and in total; at a large domain more are free', () => {
    const free = (address: string) => {
      const { own, others } = entriesOf(address, '192.0.2.1', allowed);
      return [own, ...others].map((entry) => entry.free);
    };
    expect(free('sato@hospital.example.jp')).toEqual([30, 60, 3_000]);
    expect(free('sato@gmail.com')).toEqual([30, 600, 3_000]);
  });

  it('makes the robot check twice as hard with each doubling of what is free, and never refuses', () => {
    expect([1, 30, 31, 60, 61, 120, 121, 1e9].map((count) => levelAt(count, 30, 5))).toEqual([0, 0, 1, 1, 2, 2, 3, 5]);
  });
});

describe('a robot check', () => {
  it.each([0, 1, 2, 4, 5])('of level %i is hard enough as far as it reaches', (level) => {
    const reach = reachOf(level, 30, 5);
    expect(levelAt(reach, 30, 5)).toBe(level);
    expect(levelAt(reach + 1, 30, 5)).toBe(Math.min(level + 1, 5));
  });
});

describe('a count in memory', () => {
  it('begins again after its window, for each by themselves', () => {
    const times = new RecentTimes(firstPageOfSession);
    for (let count = 0; count < 30; count += 1) expect(times.count('one', now)).toBe(true);
    expect(times.count('one', now)).toBe(false);
    expect(times.count('other', now)).toBe(true);
    expect(times.count('one', new Date(now.getTime() + 600_000))).toBe(true);
  });

  it('forgets who came first where too many come', () => {
    const times = new RecentTimes({ times: 1, minutes: 10 }, 2);
    expect(['a', 'b', 'c', 'a', 'a'].map((key) => times.count(key, now))).toEqual([true, true, true, true, false]);
  });
});
