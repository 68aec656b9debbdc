import { centre, kagoshima, otherCentre, secretariat, tokushima, waiting } from '../../test/samples.js';
import { areaOf, sees } from './official.js';

describe('jurisdiction (R158)', () => {
  it('is the own prefecture, the own area, or everything', () => {
    const seen = [kagoshima, tokushima, centre, otherCentre, secretariat].map((official) =>
      sees(official, waiting()),
    );
    expect(seen).toEqual([true, false, true, false, true]);
  });

  it('of nobody is nothing', () => {
    expect(sees({ ...kagoshima, prefecture: undefined }, waiting())).toBe(false);
    expect(sees(centre, { prefecture: '46' })).toBe(false);
  });

  it('takes 団体コード with and without the check digit, and drops what is none', () => {
    expect(areaOf(['462012', '46203', '', '46,201', "46201'"])).toEqual(['46201', '46203']);
  });

  it('of a city with wards is all of its wards', () => {
    expect(areaOf(['011002'])).toEqual(expect.arrayContaining(['01100', '01101', '01110']));
    expect(areaOf(['011002'])).not.toContain('01202');
  });
});
