import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import {
  addDays,
  atTokyo,
  dayInTokyo,
  guidanceDue,
  inTokyo,
  isBusinessDay,
  isHelpDeskOpen,
  nextBusinessDay,
} from '../src/index.js';

const tokyo = (text: string): Date => new Date(`${text}+09:00`);
const someDay = fc.integer({ min: 0, max: 8000 }).map((days) => addDays('2024-01-01', days));

describe('a business day (R68)', () => {
  it.each([
    ['2026-11-20', 'an ordinary Friday'],
    ['2026-12-28', 'the last one of the year'],
    ['2027-01-04', 'the first one of the year'],
  ])('is %s, %s', (day) => {
    expect(isBusinessDay(day)).toBe(true);
  });

  it.each([
    ['2026-11-21', 'a Saturday'],
    ['2026-11-22', 'a Sunday'],
    ['2026-11-23', '勤労感謝の日'],
    ['2026-09-22', '国民の休日, a day between two holidays'],
    ['2027-03-22', '振替休日, a holiday moved from a Sunday'],
    ['2026-12-29', 'the first day of the year-end closure'],
    ['2026-12-31', 'New Year’s Eve'],
    ['2028-01-03', 'the last day of the year-end closure'],
  ])('is not %s, %s', (day) => {
    expect(isBusinessDay(day)).toBe(false);
  });

  it('is not a day on which the secretariat closes besides', () => {
    expect(isBusinessDay('2026-11-20', ['2026-11-20'])).toBe(false);
    expect(isBusinessDay('2026-11-20', new Set(['2026-11-20']))).toBe(false);
    expect(isBusinessDay('2026-11-20', ['2026-11-19'])).toBe(true);
  });

  it('is judged by the calendar of Tokyo: New Year begins at 15:00 UTC', () => {
    expect(isBusinessDay(new Date('2026-12-28T14:59:59Z'))).toBe(true);
    expect(isBusinessDay(new Date('2026-12-28T15:00:00Z'))).toBe(false);
  });
});

describe('the next business day (R68)', () => {
  it.each([
    ['2026-11-19', '2026-11-20', 'the day after'],
    ['2026-11-20', '2026-11-24', 'over a weekend and a holiday'],
    ['2026-12-28', '2027-01-04', 'over the year-end'],
    ['2026-04-28', '2026-04-30', 'over 昭和の日'],
    ['2026-05-01', '2026-05-07', 'over the Golden Week'],
  ])('after %s is %s: %s', (day, next) => {
    expect(nextBusinessDay(day)).toBe(next);
  });

  it('passes over closures', () => {
    expect(nextBusinessDay('2026-11-20', ['2026-11-24', '2026-11-25'])).toBe('2026-11-26');
  });

  it('is always later, always a business day, and skips none', () => {
    fc.assert(
      fc.property(someDay, fc.array(someDay, { maxLength: 30 }), (day, closures) => {
        const next = nextBusinessDay(day, closures);
        expect(next > day).toBe(true);
        expect(isBusinessDay(next, closures)).toBe(true);
        for (let between = addDays(day, 1); between < next; between = addDays(between, 1)) {
          expect(isBusinessDay(between, closures)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('mail ② (R68)', () => {
  it('falls due at nine in the morning of the next business day, in Tokyo', () => {
    expect(guidanceDue(tokyo('2026-11-20T00:00:00')).toISOString()).toBe('2026-11-24T00:00:00.000Z');
    expect(guidanceDue(tokyo('2026-11-20T23:59:59')).toISOString()).toBe('2026-11-24T00:00:00.000Z');
  });

  it('falls due on Tuesday if ① left early on Monday, though it was Sunday in London', () => {
    expect(guidanceDue(new Date('2026-11-15T23:00:00Z'))).toEqual(tokyo('2026-11-17T09:00:00'));
  });

  it('waits for the secretariat’s closures', () => {
    expect(guidanceDue(tokyo('2026-11-19T12:00:00'), ['2026-11-20'])).toEqual(tokyo('2026-11-24T09:00:00'));
  });
});

describe('the help desk (R118, R165)', () => {
  it.each([
    ['2026-11-20T08:59:59', false],
    ['2026-11-20T09:00:00', true],
    ['2026-11-20T16:59:59', true],
    ['2026-11-20T17:00:00', false],
    ['2026-11-21T10:00:00', false],
    ['2026-11-23T10:00:00', false],
    ['2026-12-29T10:00:00', false],
  ])('at %s in Tokyo: open is %s', (time, open) => {
    expect(isHelpDeskOpen(tokyo(time))).toBe(open);
  });

  it('is closed on a closure', () => {
    expect(isHelpDeskOpen(tokyo('2026-11-20T10:00:00'), ['2026-11-20'])).toBe(false);
  });
});

describe('time in Tokyo', () => {
  it.each(['UTC', 'America/New_York', 'Asia/Tokyo', 'Pacific/Kiritimati'])(
    'does not depend on the zone of the process, here %s',
    (zone) => {
      // A process of its own, from the built package: inside Jest, TZ cannot be changed.
      const script = `
        import { dayInTokyo, formatDateTime, guidanceDue, isBusinessDay } from '@todoke/japan';
        const at = new Date('2026-12-28T15:30:00Z');
        console.log(JSON.stringify([new Date(0).getTimezoneOffset(), dayInTokyo(at), formatDateTime(at),
          isBusinessDay(at), isBusinessDay('2027-01-04'), guidanceDue(at)]));`;
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: new URL('..', import.meta.url),
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      });
      const [offset, ...answers] = JSON.parse(run.stdout) as unknown[];
      const offsets = { UTC: 0, 'America/New_York': 300, 'Asia/Tokyo': -540, 'Pacific/Kiritimati': 640 };
      expect(offset).toBe(offsets[zone as keyof typeof offsets]);
      expect(answers).toEqual(['2026-12-29', '2026年12月29日 0:30', false, true, '2027-01-04T00:00:00.000Z']);
    },
  );

  it('shows the wall clock', () => {
    expect(inTokyo(new Date('2026-11-20T15:04:05Z'))).toEqual({
      year: 2026,
      month: 11,
      day: 21,
      weekday: 6,
      hour: 0,
      minute: 4,
      second: 5,
    });
  });

  it('goes there and back', () => {
    fc.assert(fc.property(someDay, (day) => expect(dayInTokyo(atTokyo(day, 23, 59))).toBe(day)));
  });

  it('refuses what is no date', () => {
    expect(() => inTokyo(new Date('x'))).toThrow(RangeError);
    expect(() => nextBusinessDay(new Date('x'))).toThrow(RangeError);
    expect(() => atTokyo('2026-13-01')).toThrow(RangeError);
  });
});
