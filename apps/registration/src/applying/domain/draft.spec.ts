import fc from 'fast-check';
import {
  agreements,
  type Items,
  attemptsPerCode,
  beginDraft,
  complete,
  deadlineOf,
  type Draft,
  type DraftAt,
  enterAddress,
  isExpired,
  isTooSoonForCode,
  requestCode,
  saveValues,
  submit,
  transitions,
  verify,
} from './draft.js';

const start = new Date('2026-12-30T23:00:00+09:00');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
const items = { prefecture: '36' } as Items;
const entered = { values: { institutionName: 'サンプル薬局' }, items, agreement: agreements };

const waiting = (): DraftAt<'code'> =>
  requestCode(beginDraft('draft', 'a@example.com'), { id: 'v1', codeHash: 'right' }, start);
const matching = (typed: string) => (codeHash: string) => typed === codeHash;

function verified(): DraftAt<'input'> {
  const result = verify(waiting(), matching('right'));
  if (result.outcome !== 'verified') throw new Error(result.outcome);
  return result.draft;
}

/** Does by name what the table of transitions allows. */
const doings: Record<string, (draft: never) => Draft> = {
  enterAddress: (draft) => enterAddress(draft, 'b@example.com'),
  requestCode: (draft) => requestCode(draft, { id: 'v2', codeHash: 'right' }, start),
  verify: (draft) => verify(draft, matching('right')).draft,
  saveValues: (draft) => saveValues(draft, { street: '１' }),
  complete: (draft) => complete(draft, entered),
  submit: (draft) => submit(draft, 'APF-00000001'),
};

describe('A draft on its way to an application', () => {
  it('only ever moves along the table of transitions, whatever an applicant does (R159)', () => {
    const moves = fc.array(fc.constantFrom(...Object.keys(doings)), { maxLength: 30 });
    fc.assert(
      fc.property(moves, (wanted) => {
        let draft: Draft = beginDraft('draft', 'a@example.com');
        for (const move of wanted) {
          const allowed: Partial<Record<string, string>> = transitions[draft.stage];
          const next = allowed[move];
          if (next === undefined) continue;
          draft = doings[move]!(draft as never);
          expect(draft.stage).toBe(next);
          expect(draft.id).toBe('draft');
        }
      }),
    );
  });

  it('is never late before a code was asked for, nor once it was submitted (R17)', () => {
    const years = after(10 * 365 * 86_400);
    expect(isExpired(beginDraft('draft', 'a@example.com'), years)).toBe(false);
    expect(isExpired(submit(complete(verified(), entered), 'APF-00000001'), years)).toBe(false);
  });

  it.each([
    ['code', waiting],
    ['input', verified],
    ['confirm', () => complete(verified(), entered)],
  ])('at stage %s is in time at 59:59 and late at 60:00 (R17, R165)', (_stage, make) => {
    expect(isExpired(make(), after(3_599))).toBe(false);
    expect(isExpired(make(), after(3_600))).toBe(true);
  });

  it('counts the 60 minutes from the newest code (R17)', () => {
    const again = requestCode(waiting(), { id: 'v2', codeHash: 'new' }, after(1_800));
    expect(deadlineOf(again)).toEqual(after(1_800 + 3_600));
  });

  it('sends no second code within a minute, unless the address changed (R20)', () => {
    expect(isTooSoonForCode(waiting(), after(59))).toBe(true);
    expect(isTooSoonForCode(waiting(), after(60))).toBe(false);
    expect(isTooSoonForCode(enterAddress(waiting(), 'b@example.com'), after(1))).toBe(false);
  });

  it('forgets the code of the old address when another is entered, and keeps what was typed (R20)', () => {
    const moved = enterAddress(saveValues(verified(), { familyName: '山田' }), 'b@example.com');
    expect(moved).toEqual({ stage: 'address', id: 'draft', address: 'b@example.com', values: { familyName: '山田' } });
  });

  it('bears five wrong codes; then even the right one is refused (R20)', () => {
    let draft = waiting();
    for (let left = attemptsPerCode - 1; left > 0; left--) {
      const wrong = verify(draft, matching('wrong'));
      expect(wrong).toMatchObject({ outcome: 'wrong', attemptsLeft: left });
      draft = wrong.draft as DraftAt<'code'>;
    }
    const last = verify(draft, matching('wrong'));
    expect(last.outcome).toBe('used-up');
    expect(verify(last.draft as DraftAt<'code'>, matching('right')).outcome).toBe('used-up');
  });

  it('takes the right code after a wrong one, and keeps no hash of it', () => {
    const wrong = verify(waiting(), matching('wrong'));
    const right = verify(wrong.draft as DraftAt<'code'>, matching('right'));
    expect(right.outcome).toBe('verified');
    expect((right.draft as DraftAt<'input'>).verification.codeHash).toBeUndefined();
  });

  it('goes back to the input when what was confirmed is changed and no longer right (R40)', () => {
    const changed = saveValues(complete(verified(), entered), { street: '' });
    expect(changed.stage).toBe('input');
    expect('items' in changed).toBe(false);
  });

  it('holds nothing of what was typed once it is submitted', () => {
    expect(submit(complete(verified(), entered), 'APF-00000001')).toEqual({
      stage: 'submitted',
      id: 'draft',
      number: 'APF-00000001',
    });
  });
});
