import fc from 'fast-check';
import {
  checkPhone,
  findUnusable,
  hasHalfWidth,
  matchKey,
  privateUseCharacterIn,
  tidy,
  toFullWidth,
  toHalfWidth,
  toHalfWidthDigits,
} from '../src/index.js';
import { institutions } from './institutions.js';

const ascii = fc.string({ unit: 'grapheme-ascii' });
const anything = fc.string({ unit: 'binary' });

describe('full width (R21)', () => {
  it.each([
    ['ABC clinic-1', 'ＡＢＣ　ｃｌｉｎｉｃ－１'],
    ['ｻﾝﾌﾟﾙ薬局', 'サンプル薬局'],
    ['ｶﾞｰｾﾞ･ﾊﾟｰｸ', 'ガーゼ・パーク'],
    ['カﾞ', 'ガ'],
    ['ｱﾞ', 'ア゛'],
    ['¥100~', '￥１００～'],
    ['1−2〜3', '１－２～３'],
    ['か\u3099', 'が'],
  ])('of %s is %s', (text, wide) => {
    expect(toFullWidth(text)).toBe(wide);
  });

  it.each(['㈱', '髙', '﨑', '①', '𠮷', '神', 'Ⅲ', '℡', '\uE38B'])('leaves %s as it is', (character) => {
    expect(toFullWidth(character)).toBe(character);
  });

  it('leaves every published name as it is but for its blanks', () => {
    for (const { name } of institutions) expect(toFullWidth(name).replaceAll('　', ' ')).toBe(name);
  });

  it('leaves nothing of half width', () => {
    fc.assert(fc.property(ascii, (text) => expect(hasHalfWidth(toFullWidth(text))).toBe(false)));
  });

  it('is the same the second time', () => {
    const twice = (text: string): string => toFullWidth(toFullWidth(text));
    fc.assert(fc.property(anything, (text) => expect(twice(text)).toBe(toFullWidth(text))));
  });

  it('and half width lead back to the same ASCII', () => {
    fc.assert(fc.property(ascii, (text) => expect(toHalfWidth(toFullWidth(text))).toBe(text)));
  });

  it('of digits alone can be undone', () => {
    expect(toHalfWidthDigits('１２3ー４a５Ａ')).toBe('123ー4a5Ａ');
  });
});

describe('a key for comparing', () => {
  it.each([
    ['株式会社 髙﨑薬局', '㈱高崎薬局'],
    ['ｻﾝﾌﾟﾙﾎｽﾋﾟﾀﾙ', 'サンプル ホスピタル'],
    ['ＡＢＣクリニツク', 'abcクリニック'],
    ['１－２－３', '1ー2−3'],
    ['自由ヶ丘', '自由ケ丘'],
    ['葛\u{E0100}城', '葛城'],
  ])('is the same for %s and %s', (one, other) => {
    expect(matchKey(one)).toBe(matchKey(other));
  });

  it('differs for different names', () => {
    expect(matchKey('山田薬局')).not.toBe(matchKey('山口薬局'));
    expect(matchKey('第一病院')).not.toBe(matchKey('第二病院'));
  });

  it('does not depend on the width', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(matchKey(toFullWidth(text))).toBe(matchKey(text));
        expect(matchKey(toHalfWidth(text))).toBe(matchKey(text));
      }),
    );
  });
});

describe('tidying', () => {
  it('trims, puts line breaks and strange blanks to ordinary ones and drops the invisible', () => {
    expect(tidy('\u3000 山田\r\n太郎\u200B\uFEFF \t')).toBe('山田 太郎');
    expect(tidy('a\u00A0\u2003b')).toBe('a b');
    expect(tidy('\u3164\u200B\u202E')).toBe('');
    expect(tidy('葛\u{E0100}')).toBe('葛');
  });
});

describe('unusable characters', () => {
  it.each([
    ['a\u0000b', 'control'],
    ['\u001B[31m', 'control'],
    ['\uFFFF', 'control'],
    ['\uD83D', 'broken'],
    ['x\uDC00y', 'broken'],
    ['薬\uFFFD局', 'broken'],
    ['薬局😀', 'emoji'],
    ['🏥', 'emoji'],
    ['🇯🇵', 'emoji'],
    ['⭐', 'emoji'],
  ] as const)('of %j are told as %s', (text, kind) => {
    expect(findUnusable(text)?.kind).toBe(kind);
  });

  it.each(['髙﨑①㈱', '𠮷野家', '\uE38B田医院', '㊙㊗☎★〇', 'é', 'ア・イ', ''])('are not in %j', (text) => {
    expect(findUnusable(text)).toBeUndefined();
  });

  it('are not in any published name or address; 外字 are, and can be told', () => {
    for (const { name, address } of institutions) expect(findUnusable(name + address)).toBeUndefined();
    expect(
      institutions.filter(({ name }) => privateUseCharacterIn(name) !== undefined).map(({ name }) => name),
    ).toContain('\uE38B田医院');
  });

  it('are never left unseen: what passes can be stored as UTF-8 and JSON without a change', () => {
    fc.assert(
      fc.property(anything, (text) => {
        fc.pre(findUnusable(text) === undefined);
        expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
        expect(text).not.toContain('\u0000');
      }),
    );
  });
});

describe('a telephone number (R25, R35)', () => {
  it.each(['0992862707', '09012345678'])('may be %s', (number) => {
    expect(checkPhone(number)).toEqual({ ok: true, number, beginsWithZero: true });
  });

  it.each(['1234567890', '12345678901'])('may be %s, which nobody can dial', (number) => {
    expect(checkPhone(number)).toEqual({ ok: true, number, beginsWithZero: false });
  });

  it.each([
    ['', { kind: 'length', digits: 0 }],
    ['099286270', { kind: 'length', digits: 9 }],
    ['090123456789', { kind: 'length', digits: 12 }],
    ['09928627O7', { kind: 'not-digits' }],
    ['٠٩٩٢٨٦٢٧٠٧', { kind: 'not-digits' }],
  ])('is not %j', (text, fault) => {
    expect(checkPhone(text)).toEqual({ ok: false, fault });
  });
});
