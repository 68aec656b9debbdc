import { deadlineOf, isDay, isRound, presentRound, roundOf, roundsBetween } from './round.js';

const at = (instant: string): Date => new Date(`${instant}+09:00`);

describe('a round of a survey', () => {
  it('is the day in Japan, or the Monday of the week', () => {
    expect(presentRound('daily', at('2026-11-20T23:59:59'))).toBe('2026-11-20');
    expect(presentRound('daily', at('2026-11-21T00:00:00'))).toBe('2026-11-21');
    expect(['2026-11-16', '2026-11-20', '2026-11-22'].map((day) => roundOf('weekly', day))).toEqual(
      Array(3).fill('2026-11-16'),
    );
    expect(roundOf('weekly', '2026-11-23')).toBe('2026-11-23');
  });

  it('has begun once its day has, and a weekly one is named by its Monday alone', () => {
    const now = at('2026-11-20T10:00:00');
    expect(isRound('daily', '2026-11-20', now)).toBe(true);
    expect(isRound('daily', '2026-11-21', now)).toBe(false);
    expect(isRound('weekly', '2026-11-16', now)).toBe(true);
    expect(isRound('weekly', '2026-11-17', now)).toBe(false);
  });

  it('follows on the one before', () => {
    expect(roundsBetween('daily', '2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
    expect(roundsBetween('weekly', '2026-11-09', '2026-11-23')).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
  });

  it('is to be answered until the hour that the prefecture wants, a weekly one on Friday (R165)', () => {
    expect(deadlineOf('daily', '2026-11-20', '13:00')).toEqual(at('2026-11-20T13:00:00'));
    expect(deadlineOf('daily', '2026-11-20', '24:00')).toEqual(at('2026-11-21T00:00:00'));
    expect(deadlineOf('weekly', '2026-11-16', '10:30')).toEqual(at('2026-11-20T10:30:00'));
  });

  it('is not named by what is no day', () => {
    expect(['2026-02-30', '2026-13-01', '1999-01-01', '2026-1-1', '', undefined, 20261120].map(isDay)).toEqual(
      Array(7).fill(false),
    );
    expect(isDay('2028-02-29')).toBe(true);
  });
});
