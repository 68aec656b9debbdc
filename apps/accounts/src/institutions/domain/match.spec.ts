import { addressKey, institutionNameKey as nameKey } from '@todoke/japan';
import fc from 'fast-check';
import type { Institution, InstitutionFacts } from './institution.js';
import { match } from './match.js';

const facts: InstitutionFacts = {
  prefecture: '46',
  name: 'サンプル薬局',
  type: 'pharmacy',
  institutionCode: '1234567890',
  insuranceCode: '4640101230',
  municipality: '鹿児島市',
  street: '鴨池新町１０番１号',
};

const known = (change: Partial<Institution> = {}, id = 'known'): Institution => ({
  ...facts,
  id,
  permissions: ['pharmacy'],
  hasAccount: true,
  state: 'active',
  version: 1,
  ...change,
});
const without = <T extends object>(object: T, ...names: (keyof T)[]): T =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name as keyof T))) as T;

describe('matching an application with the master (R162)', () => {
  it('the institution code decides where name and address agree, written one way or another', () => {
    const written = { ...facts, name: 'ｻﾝﾌﾟﾙ薬局', street: '鴨池新町10-1' };
    expect(match(written, [known()])).toMatchObject({ kind: 'same', candidate: { by: 'institution-code' } });
  });

  it('the insurance code decides where there is no institution code', () => {
    expect(match(without(facts, 'institutionCode'), [known()])).toMatchObject({
      kind: 'same',
      candidate: { by: 'insurance-code' },
    });
  });

  it.each([
    ['name', { name: '別の薬局' }],
    ['address', { street: '鴨池新町９９番' }],
  ])('a code whose %s differs is decided by hand', (difference, change) => {
    const result = match({ ...facts, ...change }, [known()]);
    expect(result).toMatchObject({ kind: 'by-hand', candidates: [{ by: 'institution-code', differs: [difference] }] });
  });

  it('name and address without a common code are decided by hand', () => {
    const bare = without(facts, 'institutionCode', 'insuranceCode');
    expect(match(bare, [known()])).toMatchObject({
      kind: 'by-hand',
      candidates: [{ by: 'name-and-address', differs: [] }],
    });
  });

  it('an institution code of another prefecture is another code (R87)', () => {
    const there = known({ prefecture: '36', municipality: '徳島市', insuranceCode: '3640101230' });
    expect(match(facts, [there])).toEqual({ kind: 'none' });
  });

  it('two codes that lead to two institutions are decided by hand', () => {
    const one = known({ insuranceCode: '4640199999' }, 'one');
    const other = known({ institutionCode: '9999999999', name: '別の薬局' }, 'other');
    const result = match(facts, [one, other]);
    expect(result.kind === 'by-hand' && result.candidates.map(({ institution }) => institution.id)).toEqual([
      'one',
      'other',
    ]);
  });

  it('a voided institution matches nothing (R58)', () => {
    expect(match(facts, [known({ state: 'voided' })])).toEqual({ kind: 'none' });
  });

  it('the same name never merges different institutions', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 10, maxLength: 10 });
    const block = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(digits, digits, block, (institutionCode, insuranceCode, number) => {
        fc.pre(institutionCode !== facts.institutionCode && insuranceCode !== facts.insuranceCode);
        const namesake = known({ institutionCode, insuranceCode, street: `中央町${number}番地` });
        expect(match(facts, [namesake])).toEqual({ kind: 'none' });
        expect(match(without(facts, 'institutionCode', 'insuranceCode'), [namesake])).toEqual({ kind: 'none' });
      }),
    );
  });

  it('whatever is applied for, only agreement in name and address decides by itself', () => {
    const any = fc.record({
      name: fc.oneof(fc.string(), fc.constant('サンプル薬局')),
      municipality: fc.oneof(fc.string(), fc.constant('鹿児島市')),
      street: fc.oneof(fc.string(), fc.constant('鴨池新町10-1')),
    });
    fc.assert(
      fc.property(any, (described) => {
        const result = match({ ...facts, ...described }, [known()]);
        const agrees = nameKey(described.name) === nameKey(facts.name) && addressKey(described) === addressKey(facts);
        expect(result.kind).toBe(agrees ? 'same' : 'by-hand');
      }),
    );
  });
});

describe('the key of an address (R162)', () => {
  const key = (street: string) => addressKey({ municipality: '鹿児島市', street });

  it.each(['一丁目２番３号', '1丁目2-3', '１－２－３', '1-2-3', '一丁目二番三号'])('%s is 1-2-3', (street) => {
    expect(key(`中央町${street}`)).toBe(key('中央町1-2-3'));
  });

  it('a name with a number in it stays a name', () => {
    expect(key('三番町5')).not.toBe(key('五番町5'));
    expect(key('十三塚原1')).not.toBe(key('三塚原1'));
  });
});
