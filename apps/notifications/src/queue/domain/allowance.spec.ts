import {
  afterAcceptance,
  afterCrowding,
  afterHurry,
  afterWelcome,
  type Allowance,
  atFirst,
  raised,
} from './allowance.js';

const now = new Date('2026-11-20T10:00:00+09:00');
const after = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const policy = { firstRaise: 2_000, longestRaise: 600_000, firstPause: 1_000, longestPause: 30_000 };
const start: Allowance = { ...atFirst(20), limit: 20 };

describe('how many connections we have at most', () => {
  it('begins with two, and grows while all of them are greeted, up to the setting', () => {
    let allowance = atFirst(7);
    const limits = [allowance.limit];
    for (let greeted = 1; greeted <= 7; greeted++) {
      allowance = afterWelcome(allowance, greeted);
      limits.push(allowance.limit);
    }
    expect(limits).toEqual([2, 2, 4, 4, 6, 6, 7, 7]);
    expect(atFirst(1).limit).toBe(1);
  });

  it('is what the server allows, after a burst of which it took three', () => {
    let allowance = start;
    for (let all = 20; all > 3; all--)
      allowance = afterCrowding(allowance, { all, greeted: 0, since: after(-10) }, policy, now);
    expect(allowance.limit).toBe(3);
    expect(afterWelcome(allowance, 3).limit).toBe(3);
  });

  it('is never less than those that the server serves at that moment, nor than one', () => {
    const crowd = { all: 2, greeted: 0, since: after(-10) };
    expect(afterCrowding({ ...start, limit: 2 }, { ...crowd, greeted: 3 }, policy, now).limit).toBe(3);
    expect(afterCrowding({ ...start, limit: 1 }, crowd, policy, now).limit).toBe(1);
  });

  it('grows by one after a wait, and waits four times as long each time that was too many', () => {
    const crowd = { all: 4, greeted: 3, since: after(-10) };
    let allowance = afterCrowding(start, crowd, policy, now);
    expect(raised(allowance, after(1_999)).limit).toBe(3);
    allowance = raised(allowance, after(2_000));
    expect(allowance.limit).toBe(4);
    allowance = afterCrowding(allowance, { ...crowd, since: after(2_001) }, policy, after(2_002));
    expect(raised(allowance, after(2_002 + 7_999)).limit).toBe(3);
    expect(raised(allowance, after(2_002 + 8_000)).limit).toBe(4);
  });

  it('makes no wait longer for attempts that were begun before it became less', () => {
    const crowd = { all: 4, greeted: 3, since: after(-10) };
    const once = afterCrowding(start, crowd, policy, now);
    expect(afterCrowding(once, crowd, policy, after(1)).learned?.wait).toBe(once.learned?.wait);
  });

  it('is paused when others have all connections, longer each time, until a mail is accepted', () => {
    const alone = (since: number) => ({ all: 1, greeted: 0, since: after(since) });
    const once = afterCrowding(start, alone(-10), policy, now);
    expect(once).toMatchObject({ limit: 1, pausedUntil: after(1_000) });
    const twice = afterCrowding(once, alone(1_000), policy, after(1_001));
    expect(twice.pausedUntil).toEqual(after(3_001));
    expect(afterCrowding(afterAcceptance(twice, after(4_000)), alone(3_500), policy, after(4_001)).pausedUntil).toEqual(
      twice.pausedUntil,
    );
  });

  it('is halved, after a pause, when the server wants fewer mails in a time', () => {
    expect(afterHurry(start, after(-10), policy, now)).toMatchObject({ limit: 10, pausedUntil: after(1_000) });
    const halved = afterHurry(start, after(-10), policy, now);
    expect(afterHurry(halved, after(-5), policy, after(1))).toBe(halved);
  });
});
