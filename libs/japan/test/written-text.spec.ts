import fc from 'fast-check';
import {
  adviceOn,
  findUnusable,
  hasHalfWidth,
  privateUseCharacterIn,
  tidy,
  tidyLines,
  toFullWidth,
} from '../src/index.js';
import { institutions } from './institutions.js';

const anything = fc.string({ unit: 'binary' });
const codePoints = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_none, at) => String.fromCodePoint(from + at));

/** Text with what people paste: kana and kanji with marks, direction marks, radicals and invisible characters. */
const pasted = fc.string({
  unit: fc.constantFrom(
    ...'山崎神﨑か゚ハが薬局ABé1 ー\u3000\u00A0\n\t',
    '\u3099',
    '\u309A',
    '\u0301',
    '\u0335',
    '\u20DD',
    '\u202E',
    '\u2066',
    '\u200F',
    '\u200B',
    '\uFEFF',
    '\u{E0100}',
    '\u{E0041}',
    '⻄',
    '⾕',
    '\uF9E1',
    '\uFA19',
    '\u{2F804}',
    '\uFFF9',
    '\u1100',
    '\u1161',
  ),
});

describe('text that was copied out of a PDF', () => {
  it.each([
    ['⻄宮市', '西宮市'],
    ['⻑⾕川薬局', '長谷川薬局'],
    ['⼾⽥⺠⽣⿊⽯⻘⽊⻩⾦', '戸田民生黒石青木黄金'],
    ['⻲⻯⻭科⻫藤⻨⻝', '亀竜歯科斉藤麦食'],
    ['⼀⼆⼈⼝⼭', '一二人口山'],
    ['\uF9E1\uF90A\uF929', '李金\uF929'],
    ['\u{2F804}\uFA0C', '你兀'],
  ])('has the ideographs that it shows: %s → %s', (text, shown) => {
    expect(tidy(text)).toBe(shown);
    expect(tidyLines(`${text}\n${text}`)).toBe(`${shown}\n${shown}`);
  });

  it('has no radical left of those that stand for an ideograph', () => {
    const radicals = [...codePoints(0x2e81, 0x2e99), ...codePoints(0x2e9b, 0x2ef3), ...codePoints(0x2f00, 0x2fd5)];
    for (const radical of radicals) expect(tidy(radical)).toMatch(/^\p{Unified_Ideograph}$/u);
  });

  it('keeps the characters of names that Japanese standards have: 﨑, the older 神, 福 and 海', () => {
    const own = [...codePoints(0xfa0e, 0xfa6d), '\uF929', '\uF9DC', '\uF91D', '\uF928', '\uF936', '\uF970', '\uF9D0'];
    for (const character of own.filter((one) => one !== '\uFA0C')) expect(tidy(character)).toBe(character);
  });

  it('has no compatibility ideograph of other countries left', () => {
    const others = [...codePoints(0xf900, 0xfa0d), ...codePoints(0xfa70, 0xfad9), ...codePoints(0x2f800, 0x2fa1d)];
    const kept = '\uF91D\uF928\uF929\uF936\uF970\uF9D0\uF9DC';
    for (const character of others.filter((one) => !kept.includes(one) && /\p{L}/u.test(one))) {
      expect(tidy(character)).toMatch(/^\p{Unified_Ideograph}$/u);
    }
  });
});

describe('tidying', () => {
  it('composes separate marks but leaves ideographs as they are', () => {
    expect(tidy('か\u3099は\u309Ae\u0301\u1112\u1161\u11AB')).toBe('がぱé한');
    expect(tidy('\uFA19社')).toBe('\uFA19社');
    expect(tidy('か\u309A')).toBe('か\u309A');
  });

  it('makes a voicing mark that stands alone a character of its own', () => {
    expect(tidy('\u3099山\u309A')).toBe('゛山゜');
  });

  it.each([
    ['\u202Dエリア\u202E局薬\u202C', 'エリア局薬'],
    ['\u2066山田\u2069', '山田'],
    ['\u200E山\u200F田\u061C', '山田'],
    ['山\u{E0041}\u{E007F}田', '山田'],
    ['葛\u{E0100}城\uFE00', '葛城'],
    ['山\uFFFC田', '山田'],
    ['\u00AD山\u2060田', '山田'],
  ])('drops direction marks and all that cannot be seen: %j → %j', (text, tidied) => {
    expect(tidy(text)).toBe(tidied);
    expect(tidyLines(text)).toBe(tidied);
  });

  it('keeps the lines of a longer text, however they were broken', () => {
    expect(tidyLines(' 一\r\n二\r三\u2028四\u00A0五\n')).toBe('一\n二\n三\n四 五');
    expect(tidy('一\r\n 二\n\n三')).toBe('一 二 三');
  });

  it('is the same the second time, and so is the full width of it', () => {
    fc.assert(
      fc.property(fc.oneof(pasted, anything), (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
        expect(tidyLines(tidyLines(text))).toBe(tidyLines(text));
        expect(tidy(tidyLines(text))).toBe(tidy(text));
        expect(toFullWidth(tidy(toFullWidth(tidy(text))))).toBe(toFullWidth(tidy(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing in a published name or address but blanks', () => {
    for (const { name, address } of institutions) {
      expect(tidy(name)).toBe(name);
      expect(tidy(address)).toBe(address);
    }
  });
});

describe('unusable characters', () => {
  const zalgo = (base: string, marks: number): string => base + '\u0335\u0316\u0321\u0360'.repeat(marks);

  it.each([
    [zalgo('Z', 1), 'marks'],
    [zalgo('却', 1), 'marks'],
    ['山\u0301', 'marks'],
    ['か\u309A\u0301', 'marks'],
    ['が\u0335', 'marks'],
    ['ab\u20DD', 'marks'],
    ['a\u0488', 'marks'],
    [' \u0301', 'marks'],
    ['\u0301a', 'marks'],
    ['漢\uFFF9かん\uFFFA字\uFFFB', 'control'],
    ['👨\u200D👩\u200D👧', 'emoji'],
    ['👍🏽', 'emoji'],
    ['1\uFE0F\u20E3', 'emoji'],
  ] as const)('of %j are told as %s', (text, kind) => {
    expect(findUnusable(tidy(text))?.kind).toBe(kind);
  });

  it.each(['が', 'か\u3099', 'か\u309A', 'é', 'e\u0301', 'Nguyễn', 'ทท่า', 'שָׁ', 'क्षि', '〇々ー', 'Ⅲ①㈱', 'あ゛'])(
    'are not in %j',
    (text) => {
      expect(findUnusable(tidy(text))).toBeUndefined();
    },
  );

  it('are named in what is said of them', () => {
    const said = (text: string): string => adviceOn(findUnusable(tidy(text))!);
    expect(said('薬局😀')).toBe('絵文字は使えません。「😀」を消してください。');
    expect(said('旗🇯🇵')).toContain('「🇯🇵」');
    expect(said('山\u0335田')).toContain('「山」に重ねた記号（U+0335）');
    expect(said('a\u0007')).toContain('U+0007');
    expect(said('漢\uFFFA')).toContain('U+FFFA');
    expect(privateUseCharacterIn('\uE38B田医院')).toBe('U+E38B');
    expect(privateUseCharacterIn('山田医院')).toBeUndefined();
  });

  it('are found in whatever has more than two marks on one letter, or a mark without a letter', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const tidied = tidyLines(text);
        const heaped = /\p{M}{3}|(?:^|[^\p{L}\p{N}\p{M}])\p{M}|\p{Ideographic}\p{M}/u.test(tidied);
        if (heaped) expect(findUnusable(tidied)?.kind).toMatch(/^(control|emoji|marks)$/);
        expect(tidied).not.toMatch(/[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});

it('Full width leaves no half width of tidied kana with separate marks', () => {
  expect(hasHalfWidth(toFullWidth(tidy('ｶ\uFF9E ｱ')))).toBe(false);
});
