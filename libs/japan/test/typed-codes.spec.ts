import fc from 'fast-check';
import {
  checkPhone,
  digitsIn,
  normalisePostalCode,
  plainCode,
  readInstitutionCode,
  readLoginId,
  readVerificationCode,
  toFullWidth,
} from '../src/index.js';

/** What stands around and within a code that is pasted or typed with an IME. */
const invisible = fc.constantFrom(
  '',
  '\u200B',
  '\uFEFF',
  '\u00AD',
  '\u2060',
  '\u202C',
  '\u00A0',
  '\u3000',
  ' ',
  '\t',
  '\r\n',
);
const dash = fc.constantFrom(...'-－ー‐‑‒–—―−─ ');
const width = fc.constantFrom<(text: string) => string>((text) => text, toFullWidth);
const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });

describe('認証コード as it is typed and pasted (R19)', () => {
  it.each([
    '123456',
    '１２３４５６',
    '123-456',
    '123 456',
    '１２３　４５６',
    '１２３ー４５６',
    '123\u200B456',
    '\uFEFF123456\u00A0',
    '認証コード：123456',
    '認証コード: 123456',
    '認証コード\n123456',
    '123456です',
    '123456。',
    '「123456」',
    '【１２３４５６】',
    'コードは123456、有効期限は60分',
    '認証コード：123456（2026年11月29日 10:25まで）',
    '認証コード 123-456 (60分)',
    '1 2 3 4 5 6',
    '①②③④⑤⑥',
  ])('is read from %j', (text) => {
    expect(readVerificationCode(text)).toBe('123456');
  });

  it.each([
    '',
    '12345',
    '1234567',
    '123456 654321',
    'abcdef',
    '認証コード',
    '12-34',
    'x'.repeat(100_000),
    '1'.repeat(100_000),
  ])('is not read from %s', (text) => {
    expect(readVerificationCode(text)).toBeUndefined();
  });

  it('is the same in every width, with every dash and whatever cannot be seen', () => {
    fc.assert(
      fc.property(digits(3), digits(3), dash, invisible, invisible, width, (one, two, sign, before, after, write) => {
        expect(readVerificationCode(before + write(one) + sign + write(two) + after)).toBe(one + two);
      }),
    );
  });
});

describe('a login ID as it is typed and pasted', () => {
  it.each([
    ['ABC2DEFG', 'abc2defg'],
    ['ａｂｃ２ｄｅｆｇ', 'abc2defg'],
    ['abc2\u200Bdefg', 'abc2defg'],
    ['\uFEFF abc2defg\u3000', 'abc2defg'],
    ['abc2\u00ADdefg\u00A0', 'abc2defg'],
    ['abc2 defg', 'abc2defg'],
    ['「abc2defg」', 'abc2defg'],
    ['abc2defg。', 'abc2defg'],
    ['ユーザ名（ログインID）: abc2defg', 'abc2defg'],
    ['ログインID：ａｂｃ２ｄｅｆｇ', 'abc2defg'],
    ['ログインID abc2defg です。', 'abc2defg'],
    ['ログインＩＤ＝abc2defg', 'abc2defg'],
    ['ID：abc2defg', 'abc2defg'],
    ['ユーザ名abc123', 'abc123'],
    ['ユーザ名（ログインID）abc123', 'abc123'],
    ['ログインIDabc123', 'abc123'],
    ['ログインID「abc123」です', 'abc123'],
    ['利用者IDＡＢＣ１２３', 'abc123'],
    ['login id abc123', 'abc123'],
    ['Login ID: abc123', 'abc123'],
    ['user name abc123', 'abc123'],
    ['ID abc123', 'abc123'],
    ['abc123（さくら診療所）', 'abc123'],
    ['abc123 様', 'abc123'],
    ['id12abc', 'id12abc'],
    ['no5-clinic', 'no5-clinic'],
    ['kagoshima－official', 'kagoshima-official'],
    ['kagoshimaーofficial', 'kagoshima-official'],
    ['Kagoshima‐Official', 'kagoshima-official'],
  ])('%j is %s', (typed, loginId) => {
    expect(readLoginId(typed)).toBe(loginId);
  });

  it('is what it was, read twice', () => {
    const unit = fc.constantFrom(...'abc2ＡＢ-－ー:：「」。 \u3000\u200Bかな@._');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => expect(readLoginId(readLoginId(text))).toBe(readLoginId(text))),
    );
  });

  it('stays visible where nothing of it can be typed on a keyboard without an IME', () => {
    expect(readLoginId('かごしま')).toBe('かごしま');
    expect(readLoginId('あbc123')).toBe('あbc123');
    expect(readLoginId('ログインID')).toBe('ログインID');
    expect(readLoginId('ｋａごしま')).toBe('ｋａごしま');
    expect(readLoginId('')).toBe('');
  });
});

describe('numbers of ten digits and the like', () => {
  it.each([
    ['36-4-123456-6', '3641234566'],
    ['３６４１２３４５６６', '3641234566'],
    ['36,4123,456.6', '3641234566'],
    ['保険機関コード：3641234566', '3641234566'],
    ['3641234566です', '3641234566'],
    ['(36)4 1234566', '3641234566'],
    ['36\u200B41234566\uFEFF', '3641234566'],
  ])('%j is %s', (typed, read) => {
    expect(digitsIn(typed)).toBe(read);
  });

  it.each(['36A1234566', '364123456の6', 'abc', '', '١٢٣', '内線'])('%j is none', (typed) => {
    expect(digitsIn(typed)).toBeUndefined();
  });

  it.each([
    '770-8570',
    '〒７７０－８５７０',
    '770ー8570',
    '770一8570',
    '郵便番号 7708570',
    '\u202D770\u20118570\u202C',
    '770 8570',
    '〒770-8570 徳島県徳島市',
    '〒770-8570 徳島県徳島市万代町1-1',
    '〒７７０－８５７０　徳島県徳島市万代町１丁目１番地 サンプルビル2F',
    '770-8570 万代町1-1',
    '7708570徳島市万代町1-1',
    '郵便番号：770-8570（徳島県徳島市万代町1-1）',
    '〒770-8570\n徳島県徳島市万代町1-1',
    'No.7708570',
  ])('%j is a postal code (R27)', (typed) => {
    expect(normalisePostalCode(typed)).toBe('7708570');
  });

  it.each(['770-85701 万代町1-1', '770-8570-1 万代町', '770-8570 1-1', '万代町1-1 770-8570', '77085', '770-857O', ''])(
    '%j is no postal code',
    (typed) => {
      expect(normalisePostalCode(typed)).toBeUndefined();
    },
  );

  it.each([
    '03-1234-5678',
    '03(1234)5678',
    '（０３）１２３４－５６７８',
    '03 1234 5678',
    '03ー1234ー5678',
    '03.1234.5678',
    '03/1234/5678',
    '03～1234～5678；',
    '+81 3-1234-5678',
    '+81(0)3-1234-5678',
    'TEL:03-1234-5678',
    '℡03-1234-5678',
    '電話　03-1234-5678（代表）',
    '\u202A0312345678\u202C',
    '03\u20111234\u20115678',
    '0 3 1 2 3 4 5 6 7 8',
    '+81 (03) 1234-5678',
    '＋８１（０３）１２３４－５６７８',
    '(+81)03-1234-5678',
    '+(81) 3-1234-5678',
    '+81 (0) 3-1234-5678',
    '+81-(3)-1234-5678',
  ])('%j is a telephone number (R25, R35)', (typed) => {
    expect(checkPhone(typed)).toEqual({ ok: true, number: '0312345678', beginsWithZero: true });
  });

  it.each([
    ['several', '088-621-1234・5'],
    ['several', '０８８－６２１－１２３４～５'],
    ['several', '088-621-1234〜5'],
    ['several', '088-621-1234,5'],
    ['several', '088-621-1234、5'],
    ['several', '088-621-1234/5'],
    ['several', '088-621-1234(5)'],
    ['several', '088-621-1234-5'],
    ['several', '0886211234 35'],
    ['several', '+81 88-621-1234・5'],
    ['several', '03-1234-5678 03-1234-5679'],
    ['several', '090-1234-5678・9'],
    ['extension', '03-1234-5678 内線123'],
    ['extension', '03-1234-5678（内線：1）'],
    ['extension', '03-1234-5678 ext. 12'],
    ['zeros', '+81 (00)3-1234-567'],
    ['zeros', '+81 0 03-1234-567'],
  ])('%s: no one telephone number (R25, R35) is stored for %j', (kind, typed) => {
    expect(checkPhone(typed)).toEqual({ ok: false, fault: { kind } });
  });

  it.each(['090-1234-56-78', '0 9 0 1 2 3 4 5 6 7 8', '0901234567 8'])('%j is one number', (typed) => {
    expect(checkPhone(typed)).toEqual({ ok: true, number: '09012345678', beginsWithZero: true });
  });

  it('a telephone number is the same in every width and with every dash', () => {
    fc.assert(
      fc.property(digits(2), digits(4), digits(4), dash, invisible, width, (one, two, three, sign, end, write) => {
        const typed = [one, two, three].map(write).join(sign) + end;
        expect(checkPhone(typed)).toMatchObject({ ok: true, number: one + two + three });
      }),
    );
  });
});

describe('機関コード as it is typed (R22)', () => {
  it.each([
    ['１２３４５ａ', '12345A'],
    ['12-345 A', '12345A'],
    ['機関コード：12345A', '12345A'],
    ['機関コード1234567890', '1234567890'],
    ['医療機関コード12345A', '12345A'],
    ['整理番号 12345A', '12345A'],
    ['No.1234567890', '1234567890'],
    ['No 1234567890', '1234567890'],
    ['№1234567890', '1234567890'],
    ['Ｎｏ．１２３４５６７８９０', '1234567890'],
    ['code 1234567890', '1234567890'],
    ['Code:1234567890', '1234567890'],
    ['機関コード：No.12345', '12345'],
    ['第12345号', '12345'],
    ['12345A（薬局）', '12345A'],
    ['機関コード12345（サンプル薬局）', '12345'],
    ['NO123', 'NO123'],
    ['CODE1', 'CODE1'],
    ['「12345A」', '12345A'],
    ['0012', '0012'],
  ])('%j is %s', (typed, code) => {
    expect(readInstitutionCode(typed)).toBe(code);
  });

  it('is left as it was typed where it is none', () => {
    expect(readInstitutionCode('コード')).toBe('コード');
  });
});

it('A plain code has half width, one kind of dash and single blanks', () => {
  expect(plainCode('　ＡＰＦ―０００\u200B１　２ ')).toBe('APF-0001 2');
});
