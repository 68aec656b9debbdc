import { ageAt, ages, agesText, ageText, daysBetween, lateFrom, type ApplicationState } from '../src/index.js';

const at = (text: string): Date => new Date(`${text}+09:00`);
const dated = (state: ApplicationState, submittedAt: Date, since = submittedAt) => ({ state, submittedAt, since });

describe('the age of an application', () => {
  it('counts days of the calendar in Japan, not hours', () => {
    expect(daysBetween(at('2026-12-31T23:59:59'), at('2027-01-01T00:00:00'))).toBe(1);
    expect(daysBetween(at('2027-01-01T00:00:00'), at('2027-01-01T23:59:59'))).toBe(0);
    expect(daysBetween(at('2026-11-01T17:00:00'), at('2026-11-16T09:00:00'))).toBe(15);
  });

  it('is never less than nothing, where two clocks disagree', () => {
    expect(daysBetween(at('2026-11-02T00:00:01'), at('2026-11-01T23:59:59'))).toBe(0);
  });

  it('is late from the 15th day on (R51, R66)', () => {
    const received = dated('waiting', at('2026-11-01T17:00:00'));
    expect(agesText(ages(received, at('2026-11-15T23:59:59')))).toBe('申請から14日、この段階で14日');
    expect(agesText(ages(received, at('2026-11-16T00:00:00')))).toBe(
      '申請から15日（14日超）、この段階で15日（14日超）',
    );
    expect(agesText(ages(received, at('2026-11-16T09:00:00')))).toBe(
      '申請から15日（14日超）、この段階で15日（14日超）',
    );
  });

  it('becomes late at the instant that can be told when it begins (R82)', () => {
    const began = at('2026-11-01T17:00:00');
    expect(lateFrom(began)).toEqual(at('2026-11-16T00:00:00'));
    expect(ageAt(began, new Date(lateFrom(began).getTime() - 1)).late).toBe(false);
    expect(ageAt(began, lateFrom(began)).late).toBe(true);
  });

  it('counts the stage anew at each desk, and the whole on', () => {
    const approved = dated('approved', at('2026-11-01T17:00:00'), at('2026-11-16T10:00:00'));
    expect(ages(approved, at('2026-11-21T08:00:00'))).toEqual({
      total: { days: 20, late: true },
      stage: { days: 5, late: false },
    });
  });

  it.each<ApplicationState>(['pre-notice-sent', 'guidance-waiting'])(
    'at %s still counts from the approval',
    (state) => {
      const going = dated(state, at('2026-11-01T17:00:00'), at('2026-11-02T10:00:00'));
      expect(ages(going, at('2026-11-17T09:00:00')).stage).toEqual({ days: 15, late: true });
    },
  );

  it('stands still at the end, late for nobody', () => {
    const issued = dated('issued', at('2026-11-01T17:00:00'), at('2026-11-23T10:00:00'));
    expect(agesText(ages(issued, at('2028-01-01T00:00:00')))).toBe('申請から22日');
  });

  it('is read as days', () => {
    expect(ageText({ days: 0, late: false })).toBe('0日');
    expect(ageText({ days: 15, late: true })).toBe('15日（14日超）');
    expect(ageText({ days: 21, late: true })).toBe('21日（14日超）');
    expect(ageText({ days: 22, late: true })).toBe('22日（21日超）');
  });
});
