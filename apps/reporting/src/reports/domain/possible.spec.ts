import { accessOf, possibilities, type Standing } from './possible.js';
import { begin, release, type Report, submit } from './report.js';
import { usualWindow } from './window.js';

const at = (instant: string) => new Date(`${instant}+09:00`);
const january = at('2027-01-20T10:00:00');
const act = { by: 'somebody', at: january };
const window = usualWindow({ prefecture: '46', scheme: 'medical' }, 2026);
const { report: begun } = begin(
  {
    id: '00000000-0000-4000-8000-000000000001',
    institution: 'i-1',
    scheme: 'medical',
    fiscalYear: 2026,
    kind: 'new',
    route: 'web',
    prefecture: '46',
    type: 'hospital',
    formVersion: 1,
  },
  act,
);
const standing = (changes: Partial<Standing> = {}): Standing => ({ window, hasEarlier: false, ...changes });
const why = (now: Date, changes: Partial<Standing> = {}) =>
  Object.fromEntries(
    Object.entries(possibilities(standing(changes), now)).map(([kind, one]) => [
      kind,
      one.is === 'impossible' ? one.why : one.is,
    ]),
  );

describe('what is behind a button (R57c, R65)', () => {
  it.each([
    ['nothing certain before accounts told of the institution', undefined, 'medical', 'unknown'],
    ['the scheme, with the permission', ['hospital', ['medical']], 'medical', 'permitted'],
    ['that the permission is missing', ['hospital', []], 'medical', 'not-permitted'],
    ['for a hospital no word of applying for a pharmacy', ['hospital', ['medical']], 'pharmacy', 'not-concerned'],
    ['the other scheme, where it has that permission too (R160)', ['hospital', ['pharmacy']], 'pharmacy', 'permitted'],
  ] as const)('is %s', (_, told, scheme, expected) => {
    const institution = told && { type: told[0], permissions: told[1] };
    expect(accessOf(institution, scheme)).toBe(expected);
  });
});

describe('the kinds of report', () => {
  it('without earlier data: 新規報告 within the window, 定期報告 never (R94, R95)', () => {
    expect(why(at('2027-01-04T23:59:59.999'))).toEqual({
      new: 'before-window',
      yearly: 'no-earlier',
      occasional: 'no-earlier',
    });
    expect(why(at('2027-01-05T00:00:00'))).toMatchObject({ new: 'possible', yearly: 'no-earlier' });
    expect(why(at('2027-04-01T00:00:00'))).toMatchObject({ new: 'after-window' });
  });

  it('with earlier data: 定期報告 within the window, 随時報告 always, 新規報告 never (R94, R96)', () => {
    const known = { hasEarlier: true };
    expect(why(at('2027-01-04T23:59:59.999'), known)).toEqual({
      new: 'has-earlier',
      yearly: 'before-window',
      occasional: 'possible',
    });
    expect(why(at('2027-01-05T00:00:00'), known)).toMatchObject({ yearly: 'possible' });
    expect(why(at('2027-03-31T23:59:59.999'), known)).toMatchObject({ yearly: 'possible', occasional: 'possible' });
    expect(why(at('2027-04-01T00:00:00'), known)).toMatchObject({ yearly: 'after-window', occasional: 'possible' });
  });

  it('新規報告 is the report of the year: 定期報告 is not one more (R95)', () => {
    expect(why(january, { ofYear: begun })).toEqual({ new: 'begun', yearly: 'other-kind', occasional: 'no-earlier' });
    const { report } = submit(begun, {}, window, act);
    expect(why(january, { ofYear: report })).toMatchObject({ occasional: 'possible' });
  });

  it('one 随時報告 is under way at a time', () => {
    const occasional: Report = { ...begun, kind: 'occasional' };
    const reported = submit(occasional, {}, window, act).report;
    const earlier = { hasEarlier: true };
    expect(why(january, { ...earlier, occasional }).occasional).toBe('begun');
    expect(why(january, { ...earlier, occasional: reported }).occasional).toBe('begun');
    expect(why(january, { ...earlier, occasional: release(reported, act).report }).occasional).toBe('possible');
  });
});
