import { reportAccess, type Institution } from './report-access.js';
import { fiscalYearOf, windowOf } from './report-window.js';

const usual = { from: '01-05', to: '03-31' };
const short = { from: '01-07', to: '02-27' };
const pharmacy: Institution = { prefecture: '46', name: 'サンプル薬局', permissions: ['pharmacy'] };
const at = (instant: string) => new Date(`${instant}+09:00`);
const phase = (instant: string, yearly = usual) => reportAccess(pharmacy, 'pharmacy', yearly, at(instant)).kind;

describe('the fiscal year', () => {
  it('begins with 1 April in Japan', () => {
    expect(fiscalYearOf(at('2027-03-31T23:59:59.999'))).toBe(2026);
    expect(fiscalYearOf(at('2027-04-01T00:00:00'))).toBe(2027);
  });

  it('has its window in the calendar year that the month says (R52)', () => {
    expect(windowOf(usual, at('2026-11-20T10:00:00'))).toEqual({
      fiscalYear: 2026,
      firstDay: '2027-01-05',
      lastDay: '2027-03-31',
    });
    expect(windowOf({ from: '10-01', to: '11-30' }, at('2027-02-01T00:00:00')).firstDay).toBe('2026-10-01');
  });
});

describe('what is behind a button (R65)', () => {
  it('is the start date until the first day begins, and the report from then on', () => {
    expect(phase('2027-01-04T23:59:59.999')).toBe('before');
    expect(phase('2027-01-05T00:00:00')).toBe('open');
  });

  it('is open to the end of the last day (R52, R165)', () => {
    expect(phase('2027-02-27T23:59:59.999', short)).toBe('open');
    expect(phase('2027-02-28T00:00:00', short)).toBe('after');
  });

  it('is the next start date once the fiscal year is over', () => {
    const access = reportAccess(pharmacy, 'pharmacy', usual, at('2027-04-01T00:00:00'));
    expect(access).toMatchObject({ kind: 'before', window: { firstDay: '2028-01-05' } });
  });

  it('is that the permission is missing, whatever the date (R57c)', () => {
    expect(reportAccess(pharmacy, 'medical', usual, at('2027-02-01T00:00:00'))).toEqual({
      kind: 'not-permitted',
    });
  });

  it('is nothing certain before accounts told of the institution', () => {
    expect(reportAccess(undefined, 'pharmacy', usual, at('2027-02-01T00:00:00'))).toEqual({
      kind: 'unknown',
    });
  });
});
