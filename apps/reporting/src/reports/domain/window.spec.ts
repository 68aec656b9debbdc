import { fiscalYearOf, lastDayOf, phaseOf, presentWindow, type ReportWindow, usualWindow, windowOf } from './window.js';

const place = { prefecture: '46', scheme: 'pharmacy' } as const;
const usual = usualWindow(place, 2026);
const at = (instant: string) => new Date(`${instant}+09:00`);
const set = (changes: Partial<ReportWindow>): ReportWindow => ({ ...usual, version: 1, ...changes });

describe('the fiscal year', () => {
  it('begins with 1 April in Japan', () => {
    expect(fiscalYearOf('2027-03-31')).toBe(2026);
    expect(fiscalYearOf('2027-04-01')).toBe(2027);
    expect(presentWindow([], place, at('2027-03-31T23:59:59.999')).fiscalYear).toBe(2026);
    expect(presentWindow([], place, at('2027-04-01T00:00:00')).fiscalYear).toBe(2027);
  });
});

describe('a report window', () => {
  it('is 5 January to 31 March as of 1 January with figures of the year before, where nothing is set (R52)', () => {
    expect(presentWindow([], place, at('2026-11-20T10:00:00'))).toEqual({
      ...place,
      fiscalYear: 2026,
      opensOn: '2027-01-05',
      closesOn: '2027-03-31',
      referenceDay: '2027-01-01',
      resultsFiscalYear: 2025,
      version: 0,
    });
  });

  it("is the prefecture's own, for that scheme and fiscal year alone (R52, R97)", () => {
    const autumn = set({ opensOn: '2026-10-01', closesOn: '2026-11-30', referenceDay: '2026-10-01' });
    expect(windowOf([autumn], place, 2026)).toBe(autumn);
    expect(windowOf([autumn], place, 2027)).toEqual(usualWindow(place, 2027));
    expect(windowOf([autumn], { ...place, scheme: 'medical' }, 2026).opensOn).toBe('2027-01-05');
    expect(windowOf([autumn], { ...place, prefecture: '36' }, 2026).opensOn).toBe('2027-01-05');
  });

  it('is open from the first to the end of the last day (R52, R165)', () => {
    const short = set({ opensOn: '2027-01-07', closesOn: '2027-02-27' });
    const phases = ['2027-01-06', '2027-01-07', '2027-02-27', '2027-02-28'].map((day) => phaseOf(short, day));
    expect(phases).toEqual(['before', 'open', 'open', 'after']);
  });

  it('goes on until the day to which it is extended', () => {
    const extended = set({ closesOn: '2027-02-27', extendedUntil: '2027-03-10' });
    expect(lastDayOf(extended)).toBe('2027-03-10');
    expect([phaseOf(extended, '2027-03-10'), phaseOf(extended, '2027-03-11')]).toEqual(['open', 'after']);
  });

  it('may last into April: until its end it is the present one, and then that of the new fiscal year', () => {
    const long = set({ closesOn: '2027-04-10' });
    expect(presentWindow([long], place, at('2027-04-10T23:59:59')).fiscalYear).toBe(2026);
    expect(presentWindow([long], place, at('2027-04-11T00:00:00'))).toEqual(usualWindow(place, 2027));
    expect(presentWindow([], place, at('2027-04-01T00:00:00')).opensOn).toBe('2028-01-05');
  });
});
