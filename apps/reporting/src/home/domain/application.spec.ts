import fc from 'fast-check';
import { fold, type Application } from './application.js';

const base = { number: 'APF-00000001', prefecture: '46', round: 1, placeRound: 0 };
const submitted: Application = {
  ...base,
  municipalityCode: '46201',
  institutionType: 'pharmacy',
  placeRound: 1,
  state: 'waiting',
  stage: 1,
  version: 1,
};
const approved: Application = { ...base, state: 'approved', stage: 2, version: 2 };
const issued: Application = { ...base, state: 'issued', stage: 3, version: 3 };
const voided: Application = { ...base, state: 'voided', stage: 3, version: 4 };

describe('an application in the projection', () => {
  it('stands where the service furthest along says, in any order and however often', () => {
    const news = [submitted, approved, issued, voided, submitted, approved, issued, voided];
    const orders = fc.shuffledSubarray(news, { minLength: news.length });
    fc.assert(
      fc.property(orders, (heard) => {
        const known = heard.reduce<Application | undefined>(fold, undefined);
        expect(known).toEqual({ ...voided, municipalityCode: '46201', institutionType: 'pharmacy', placeRound: 1 });
      }),
    );
  });

  it('waits again in the next round, whatever was heard of the one before', () => {
    const returned: Application = { ...base, state: 'waiting', round: 2, stage: 1, version: 4 };
    const news = fc.shuffledSubarray([submitted, approved, issued, returned, returned], { minLength: 5 });
    fc.assert(
      fc.property(news, (heard) => {
        expect(heard.reduce<Application | undefined>(fold, undefined)?.state).toBe('waiting');
      }),
    );
  });

  it('is where its latest round says, in any order', () => {
    const corrected: Application = { ...submitted, municipalityCode: '46203', round: 2, placeRound: 2, version: 5 };
    const further: Application = { ...approved, round: 2, version: 6 };
    fc.assert(
      fc.property(fc.shuffledSubarray([submitted, approved, corrected, further], { minLength: 4 }), (heard) => {
        const known = heard.reduce<Application | undefined>(fold, undefined);
        expect(known).toMatchObject({ municipalityCode: '46203', state: 'approved', round: 2 });
      }),
    );
  });

  it('does not go back', () => {
    expect(fold(issued, approved).state).toBe('issued');
    expect(fold(voided, issued).state).toBe('voided');
  });
});
