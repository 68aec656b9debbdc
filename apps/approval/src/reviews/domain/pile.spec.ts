import { checkDigitOf } from '@todoke/japan';
import { clinic, friday, pharmacy, waiting } from '../../../test/samples.js';
import { pileOf, pileOfWarnings } from './pile.js';
import type { Review } from './review.js';
import { warningsOf } from './warnings.js';

const codeOf = (payload: string): string => payload + checkDigitOf(payload);
const sound = { ...pharmacy, insuranceCode: codeOf('464000000') };
const decision = { by: 'official-46', at: friday };

const inState = (state: Review['state'], more: Partial<Review> = {}): Review => ({
  ...waiting(),
  ...more,
  state,
});

describe('what is doubtful about an application', () => {
  it('is what the form warns of, each once (R26, R29)', () => {
    expect(warningsOf(waiting('APF-00000001', sound))).toEqual([]);
    expect(warningsOf(waiting('APF-00000001', { ...sound, insuranceCode: '3610000001' }))).toEqual([
      'check-digit',
      'code-prefecture',
      'code-type',
    ]);
    expect(warningsOf(waiting('APF-00000001', { ...clinic, institutionName: 'さくら歯科' }))).toContain('name-type');
  });

  it('and before all a possible duplicate (R162)', () => {
    const doubled = { ...waiting('APF-00000001', { ...sound, postalCode: '7708570' }), possibleDuplicate: true };
    expect(warningsOf(doubled)).toEqual(['duplicate', 'postal-code-municipality']);
  });
});

describe('the pile of an application', () => {
  it('follows from its warnings while it waits (R46)', () => {
    expect(pileOfWarnings([])).toBe('clean');
    expect(pileOfWarnings(['check-digit'])).toBe('check');
    expect(pileOfWarnings(['check-digit', 'duplicate'])).toBe('duplicate');
    expect(pileOf(waiting('APF-00000001', sound))).toBe('clean');
  });

  it.each([
    ['whose mail ① could not be delivered', { name: 'pre-notice-undeliverable' as const }, 'self' as const],
    ['whose account was voided', { name: 'voided' as const }, 'self' as const],
    ['that a prefecture filed for a holder', { name: 'granted' as const }, 'proxy' as const],
  ])('is 不達・ご案内が必要 for one %s (R58, R68, R76)', (_which, { name }, route) => {
    expect(pileOf(inState({ name, decision, since: friday }, { route }))).toBe('undeliverable');
  });

  it('is none where nobody has to do anything, or did it (R76)', () => {
    expect(pileOf(inState({ name: 'voided', decision, since: friday }, { told: true }))).toBeUndefined();
    expect(pileOf(inState({ name: 'approved', decision }))).toBeUndefined();
    expect(pileOf(inState({ name: 'granted', decision, since: friday }))).toBeUndefined();
    expect(pileOf(inState({ name: 'rejected', decision, reason: '理由' }))).toBeUndefined();
  });
});
