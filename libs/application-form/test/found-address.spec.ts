import { findAddresses } from '@todoke/japan';
import fc from 'fast-check';
import { addressLine, agreeingAddress, differences, fillAddress } from '../src/found-address.js';

const [tokushima] = findAddresses('7708570');

describe('The address of a postal code (R27)', () => {
  it('fills prefecture, municipality and town, and leaves the rest alone', () => {
    const filled = fillAddress({ postalCode: '770-8570', familyName: '山田' }, tokushima!);
    expect(filled).toMatchObject({
      postalCode: '7708570',
      prefecture: '36',
      municipality: '徳島市',
      familyName: '山田',
    });
    expect(filled['street']).toContain('万代町');
  });

  it('keeps a house number that was already typed after the same town, in either width', () => {
    for (const street of ['万代町1-2-3', '万代町１丁目2番3号', '大字万代町１－２']) {
      expect(fillAddress({ street }, tokushima!)['street']).toBe(street);
      expect(differences({ prefecture: '36', municipality: '徳島県 徳島市', street }, tokushima!)).toEqual({});
    }
  });

  it('keeps the street of another town, and offers what would take its place', () => {
    const values = { prefecture: '46', municipality: '鹿児島市', street: '〇〇町１－２' };
    expect(fillAddress(values, tokushima!)).toEqual({ ...values, postalCode: '7708570' });
    expect(differences(values, tokushima!)).toEqual({
      prefecture: '36',
      municipality: '徳島市',
      street: tokushima!.street,
    });
  });

  it('keeps what was typed where the code has no town, as in 御蔵島村', () => {
    const [village] = findAddresses('1001301');
    const values = { postalCode: '1001301', prefecture: '13', municipality: '御蔵島村', street: '字かつら川1' };
    expect(fillAddress(values, village!)).toEqual(values);
    expect(differences(values, village!)).toEqual({});
    expect(fillAddress({ street: '字かつら川1' }, village!)).toEqual(values);
  });

  it.each([
    ['東京都御蔵島村字かつら川1', '1001301', { street: '字かつら川1' }],
    ['東京都御蔵島村', '1001301', {}],
    ['徳島県徳島市万代町１－１', '7708570', { street: '万代町１－１' }],
    ['１－２－３', '1000101', { street: '元町１－２－３' }],
  ])('offers %s without what it repeats, or with its town', (street, code, offered) => {
    const [found] = findAddresses(code);
    expect(differences(fillAddress({ street }, found!), found!)).toEqual(offered);
  });

  it('is the same place in every spelling of a municipality', () => {
    const [oshima] = findAddresses('1000101');
    for (const municipality of ['大島町', '伊豆大島', '東京都大島町', '大島支庁大島町', '伊豆大島大島町']) {
      expect(differences({ prefecture: '13', municipality, street: '元町１' }, oshima!)).toEqual({});
    }
    const [sapporo] = findAddresses('0600042');
    expect(differences({ prefecture: '01', municipality: '札幌市', street: '大通西１' }, sapporo!)).toEqual({});
  });

  it('overwrites nothing, whatever was typed and whatever the code says', () => {
    const text = fc.constantFrom(
      '',
      ' ',
      '東京都',
      '13',
      '36',
      '徳島市',
      '御蔵島村',
      '〇〇町１',
      '万代町',
      '1-2',
      '𠮷',
      '泊村',
    );
    const codes = ['7708570', '1001301', '1000101', '6180000', '0450203', '1006890', '8900064'];
    fc.assert(
      fc.property(
        fc.record({ prefecture: text, municipality: text, street: text }),
        fc.constantFrom(...codes),
        (typed, code) => {
          for (const found of findAddresses(code)) {
            const filled = fillAddress(typed, found);
            for (const [key, value] of Object.entries(typed)) if (value.trim() !== '') expect(filled[key]).toBe(value);
            const replaced = { ...filled, ...differences(filled, found) };
            expect(differences(replaced, found)).toEqual({});
          }
        },
      ),
    );
  });

  it('is the one of several with which all agrees', () => {
    const several = findAddresses('6180000');
    const typed = { prefecture: '27', municipality: '島本町', street: '広瀬１－１' };
    expect(agreeingAddress(typed, several)?.municipality).toBe('三島郡島本町');
    expect(agreeingAddress({ ...typed, street: '' }, several)).toBeUndefined();
    expect(agreeingAddress({ ...typed, municipality: '徳島市' }, several)).toBeUndefined();
  });

  it('tells several addresses of one code apart', () => {
    const lines = findAddresses('6180000').map(addressLine);
    expect(lines.length).toBeGreaterThan(1);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.some((line) => line.startsWith('京都府'))).toBe(true);
    expect(lines.some((line) => line.startsWith('大阪府'))).toBe(true);
  });
});
