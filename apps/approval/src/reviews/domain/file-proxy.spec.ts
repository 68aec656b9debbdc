import { centre, friday, kagoshima, pharmacy, secretariat, tokushima } from '../../../test/samples.js';
import { fileProxy } from './file-proxy.js';

describe('a proxy application (R74)', () => {
  it('is approved by who files it', () => {
    const filed = fileProxy('APF-50000000', pharmacy, kagoshima, friday);
    expect(filed?.review).toMatchObject({
      number: 'APF-50000000',
      route: 'proxy',
      version: 2,
      state: { name: 'approved', decision: { by: 'official-46', at: friday } },
    });
    expect(filed?.steps.map(({ review, event }) => [event.name, review.version])).toEqual([
      ['filed', 1],
      ['approved', 2],
    ]);
  });

  it('is a matter of the own prefecture alone', () => {
    for (const official of [tokushima, centre, secretariat]) {
      expect(fileProxy('APF-50000000', pharmacy, official, friday)).toBeUndefined();
    }
  });
});
