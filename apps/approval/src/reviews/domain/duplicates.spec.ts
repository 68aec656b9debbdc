import { likeness } from '@todoke/japan';
import { pharmacy } from '../../../test/samples.js';
import { identityOfInstitution, identityOfItems } from './duplicates.js';
import type { Application as Items } from '@todoke/application-form';

const keys = (changes: Partial<Items> = {}) => identityOfItems({ ...pharmacy, ...changes });
const elsewhere = { street: '中央町１番', insuranceCode: '4640100000' };
const institution = (location: string) =>
  identityOfInstitution({ prefecture: '46', municipality: '鹿児島市', name: 'サンプル薬局', location });

describe('possible duplicates (R162)', () => {
  it('are told by 機関コード first', () => {
    const one = keys({ institutionCode: '1234567890' });
    expect(likeness(one, keys({ institutionCode: '1234567890', ...elsewhere }))).toBe('institution-code');
  });

  it('are told by 保険機関コード next', () => {
    expect(likeness(keys(), keys({ institutionName: 'べつの薬局', street: '中央町１番' }))).toBe('insurance-code');
  });

  it('are told by name and address, however they are written', () => {
    const other = keys({
      institutionName: 'サンプル 薬局',
      street: '鴨池新町10-1',
      insuranceCode: undefined,
    });
    expect(likeness(keys({ insuranceCode: '' }), other)).toBe('name-and-address');
  });

  it('are never told by the name alone: namesakes are common', () => {
    expect(likeness(keys(), keys(elsewhere))).toBeUndefined();
  });

  it('are not told by codes that nobody gave', () => {
    const empty = { institutionCode: '', insuranceCode: '' };
    expect(likeness(keys(empty), keys({ ...empty, street: '中央町１番' }))).toBeUndefined();
  });

  it('compare an application with an institution at its full address', () => {
    expect(likeness(keys(), institution('鹿児島県鹿児島市鴨池新町１０番１号'))).toBe('name-and-address');
  });

  it('find it with and without the building, whatever the building is called', () => {
    const full = '鹿児島県鹿児島市鴨池新町10-1　サンプルビル1階';
    for (const location of [full, full.slice(0, -9), `${full}の奥`]) {
      expect(likeness(keys(), institution(location))).toBe('name-and-address');
    }
    expect(likeness(keys(), institution('鹿児島県鹿児島市鴨池新町10-12　サンプルビル1階'))).toBeUndefined();
  });

  it('take the street as it is told, where it is', () => {
    const told = { prefecture: '46', municipality: '鹿児島市', name: 'サンプル薬局', location: 'どこか' };
    expect(likeness(keys(), identityOfInstitution({ ...told, street: '鴨池新町10-1' }))).toBe('name-and-address');
  });
});
