import {
  centre,
  clinic,
  colleague,
  friday,
  kagoshima,
  later,
  otherCentre,
  secretariat,
  tokushima,
  waiting,
} from '../../../test/samples.js';
import { approve, longestReason, reject, type Decided } from './decide.js';
import type { Official } from './official.js';
import type { Review } from './review.js';

const after = (decided: Decided): Review => {
  if (decided.kind !== 'changed') throw new Error(`expected a change, got ${decided.kind}`);
  return decided.review;
};

describe('approving', () => {
  it('makes a waiting application approved, with who and when', () => {
    expect(approve(waiting(), kagoshima, friday)).toEqual({
      kind: 'changed',
      review: {
        ...waiting(),
        version: 2,
        state: { name: 'approved', decision: { by: 'official-46', at: friday } },
      },
      event: { name: 'approved', by: 'official-46', at: friday },
    });
  });

  it('a second time by the same official changes nothing', () => {
    const approved = after(approve(waiting(), kagoshima, friday));
    expect(approve(approved, kagoshima, later(1))).toEqual({ kind: 'unchanged', review: approved });
  });

  it('is refused to a second official', () => {
    const approved = after(approve(waiting(), kagoshima, friday));
    expect(approve(approved, colleague, later(1))).toEqual({ kind: 'refused', why: 'already-decided' });
  });

  it('is refused after a rejection, even to the one who rejected', () => {
    const rejected = after(reject(waiting(), kagoshima, '理由', friday));
    expect(approve(rejected, kagoshima, later(1))).toEqual({ kind: 'refused', why: 'already-decided' });
  });
});

describe('rejecting (R64)', () => {
  it('keeps the reason without blanks around it', () => {
    const rejected = after(reject(waiting(), kagoshima, '  機関コードをご確認ください。\n', friday));
    expect(rejected.state).toEqual({
      name: 'rejected',
      decision: { by: 'official-46', at: friday },
      reason: '機関コードをご確認ください。',
    });
  });

  it.each([
    ['', 'reason-missing'],
    [' \n　', 'reason-missing'],
    ['長'.repeat(longestReason + 1), 'reason-too-long'],
  ])('needs a reason of a bearable length (%#)', (reason, why) => {
    expect(reject(waiting(), kagoshima, reason, friday)).toEqual({ kind: 'refused', why });
  });

  it('counts characters, not UTF-16 units', () => {
    expect(reject(waiting(), kagoshima, '𠮷'.repeat(longestReason), friday).kind).toBe('changed');
  });

  it('a second time with the same reason changes nothing, with another it is refused', () => {
    const rejected = after(reject(waiting(), kagoshima, '理由', friday));
    expect(reject(rejected, kagoshima, '理由', later(1)).kind).toBe('unchanged');
    expect(reject(rejected, kagoshima, '別の理由', later(1))).toEqual({
      kind: 'refused',
      why: 'already-decided',
    });
  });

  it('is refused after an approval', () => {
    const approved = after(approve(waiting(), kagoshima, friday));
    expect(reject(approved, kagoshima, '理由', later(1))).toEqual({
      kind: 'refused',
      why: 'already-decided',
    });
  });
});

describe('who decides (R46, R158)', () => {
  const pharmacy = waiting();
  const practice = waiting('APF-00000002', clinic);
  const cases: [string, Official, Review, Decided['kind']][] = [
    ['the own prefecture, a pharmacy', kagoshima, pharmacy, 'changed'],
    ['the own prefecture, a clinic', kagoshima, practice, 'changed'],
    ['another prefecture', tokushima, pharmacy, 'refused'],
    ['the secretariat', secretariat, pharmacy, 'refused'],
    ['the health centre of the area, a pharmacy', centre, pharmacy, 'changed'],
    ['the health centre of the area, a clinic', centre, practice, 'refused'],
    ['the health centre of another area', otherCentre, pharmacy, 'refused'],
  ];
  it.each(cases)('%s', (_, official, review, kind) => {
    expect(approve(review, official, friday).kind).toBe(kind);
    expect(reject(review, official, '理由', friday).kind).toBe(kind);
  });
});
