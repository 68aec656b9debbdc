import fc from 'fast-check';
import { fold, type Application } from './application.js';

const base = { number: 'APF-00000001', prefecture: '46', round: 1 };
const submitted: Application = {
  ...base,
  municipalityCode: '46201',
  institutionType: 'pharmacy',
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
        expect(known).toEqual({ ...voided, municipalityCode: '46201', institutionType: 'pharmacy' });
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

  it('does not go back', () => {
    expect(fold(issued, approved).state).toBe('issued');
    expect(fold(voided, issued).state).toBe('voided');
  });
});
