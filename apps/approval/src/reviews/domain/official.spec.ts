import { centre, kagoshima, otherCentre, secretariat, tokushima, waiting } from '../../../test/samples.js';
import { sees } from './official.js';

describe('jurisdiction (R158)', () => {
  it('is the own prefecture, the own area, or everything', () => {
    const seen = [kagoshima, tokushima, centre, otherCentre, secretariat].map((official) => sees(official, waiting()));
    expect(seen).toEqual([true, false, true, false, true]);
  });

  it('of nobody is nothing', () => {
    expect(sees({ ...kagoshima, prefecture: undefined }, waiting())).toBe(false);
    expect(sees(centre, { prefecture: '46' })).toBe(false);
  });
});
