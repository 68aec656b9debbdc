import fc from 'fast-check';
import { encodeCp932, unwritableInCp932 } from '../src/index.js';

const bytesOf = (text: string): string => encodeCp932(text).toString('hex').toUpperCase();
const read = new TextDecoder('windows-31j');

describe('CP932 (R136)', () => {
  it.each([
    ['髙', 'FBFC'],
    ['﨑', 'FAB1'],
    ['①', '8740'],
    ['㈱', '878A'],
    ['№', '8782'],
    ['Ⅳ', '8757'],
    ['ⅳ', 'FA43'],
    ['∵', '81E6'],
    ['\u301C', '8160'],
    ['\uFF5E', '8160'],
    ['\u2212', '817C'],
    ['\uFF0D', '817C'],
    ['\u2016', '8161'],
    ['\u2225', '8161'],
    ['\u2014', '815C'],
    ['\u2015', '815C'],
    ['\u00A2', '8191'],
    ['\u00A3', '8192'],
    ['\u00AC', '81CA'],
    ['\uFFE2', '81CA'],
    ['\u00A5', '818F'],
    ['\u203E', '8150'],
    ['\u00A6', 'FA55'],
    ['A\\~', '415C7E'],
    ['ｱﾞ', 'B1DE'],
    ['鷗', undefined],
    ['日本語', '93FA967B8CEA'],
  ])('writes %s as Windows does', (text, expected) => {
    if (expected === undefined) expect(unwritableInCp932(text)).toEqual([text]);
    else expect(bytesOf(text)).toBe(expected);
  });

  it('keeps the older form of an ideograph, which NFC would replace', () => {
    expect(bytesOf('\uFA1B')).toBe('FB82');
    expect(bytesOf('\u798F')).toBe('959F');
    expect(read.decode(encodeCp932('\uFA1B\u798F'))).toBe('\uFA1B\u798F');
  });

  it('composes kana and other letters with separate marks', () => {
    expect(bytesOf('か\u3099は\u309Aи\u0306')).toBe(bytesOf('がぱй'));
    expect(unwritableInCp932('か\u3099')).toEqual([]);
  });

  it.each([
    ['𠮷野家', ['𠮷'], '〓野家'],
    ['a😀é한', ['😀', 'é', '한'], 'a〓〓〓'],
    ['葛\u{E0100}', ['\u{E0100}'], '葛〓'],
    ['あ\u3099', ['\u3099'], 'あ〓'],
    ['\u00A0\u0000', ['\u00A0', '\u0000'], '〓〓'],
  ])('tells what it cannot write in %j, and writes 〓 for it', (text, characters, written) => {
    expect(unwritableInCp932(text)).toEqual(characters);
    const told: string[] = [];
    expect(read.decode(encodeCp932(text, (character) => told.push(character)))).toBe(written);
    expect(told).toEqual(characters);
  });

  it('writes 外字 (private use) at their own places', () => {
    expect(bytesOf('\uE000\uE757')).toBe('F040F9FC');
  });

  it('is read back as what was written, and never has a question mark that was none', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(text, (written) => {
        const back = read.decode(encodeCp932(written));
        expect(back.split('?').length).toBe(written.split('?').length);
        if (unwritableInCp932(written).length === 0) expect(encodeCp932(back)).toEqual(encodeCp932(written));
      }),
    );
  });

  it('has every character that its decoder knows', () => {
    const all = Array.from({ length: 0xfffd }, (_, unit) => String.fromCharCode(unit)).filter(
      (unit) => unit.isWellFormed() && unwritableInCp932(unit).length === 0,
    );
    // ASCII without NUL, half-width kana, two-byte characters, and the other spellings of ten of them.
    expect(all.length).toBe(127 + 63 + 9206 + 10);
    // The decoder exchanges three control characters.
    for (const character of all.filter((one) => !/\p{Cc}/u.test(one))) {
      expect(encodeCp932(read.decode(encodeCp932(character)))).toEqual(encodeCp932(character));
    }
  });
});
