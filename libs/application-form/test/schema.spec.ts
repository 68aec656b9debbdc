import { institutionTypes } from '@todoke/lifecycle';
import fc from 'fast-check';
import { lengthWidened, toFullWidth, toHalfWidth } from '@todoke/japan';
import {
  applicationFields,
  applicationKeys,
  applicationSchema,
  consentSchema,
  mailAddress,
  type ApplicationKey,
} from '../src/index.js';
import { accepted, refusals, typed } from './example.js';

const REQUIRED: ApplicationKey[] = [
  'institutionName',
  'institutionType',
  'codeHolding',
  'phone',
  'postalCode',
  'prefecture',
  'municipality',
  'street',
  'familyName',
  'givenName',
  'departmentPhone',
  'email',
];
const OPTIONAL: ApplicationKey[] = ['institutionCode', 'building', 'department'];

describe('an application', () => {
  it('made of the examples of the form is accepted', () => {
    expect(refusals(typed())).toEqual({});
    expect(accepted()).toMatchObject({
      institutionName: 'サンプル薬局',
      street: '万代町１丁目１番地',
      prefecture: '36',
    });
  });

  it.each(REQUIRED)('without %s is refused, and the message names the item (R7)', (key) => {
    for (const nothing of ['', ' ', '　', '\u200B', undefined, null]) {
      const messages = refusals(typed({ [key]: nothing }));
      expect(Object.keys(messages)).toEqual([key]);
      expect(messages[key]).toHaveLength(1);
      expect(messages[key]?.[0]).toContain(`「${applicationFields[key].label}」`);
    }
  });

  it.each(REQUIRED)('marks %s as required on the form', (key) => {
    expect(applicationFields[key].required).toBe(true);
  });

  it.each(OPTIONAL)('may leave %s blank or out', (key) => {
    for (const nothing of ['', '　', undefined]) expect(accepted({ [key]: nothing })[key]).toBeUndefined();
    expect(applicationFields[key].required).toBeUndefined();
    const { [key]: _left, ...rest } = typed();
    expect(refusals(rest)).toEqual({});
  });

  it('that is empty gets one message for each required item at once', () => {
    expect(Object.keys(refusals({})).sort()).toEqual([...REQUIRED].sort());
  });

  it('keeps nothing that is not an item', () => {
    const result = applicationSchema.parse({ ...typed(), role: 'secretariat', ['__proto__']: { x: 1 } });
    expect(Object.keys(result).sort()).toEqual([...applicationKeys].sort());
  });

  it('is stored the same when it is read again', () => {
    expect(applicationSchema.parse(accepted())).toEqual(accepted());
  });
});

describe('機関名 (R21)', () => {
  const name = (text: string): unknown => accepted({ institutionName: text }).institutionName;

  it('goes to full width from half-width letters and kana', () => {
    expect(name('ｻﾝﾌﾟﾙ Clinic 1')).toBe('サンプル　Ｃｌｉｎｉｃ　１');
  });

  it('has the characters that a PDF shows, not the radicals that it stores', () => {
    expect(name('⻑⾕川薬局')).toBe('長谷川薬局');
    expect(accepted({ prefecture: '28', municipality: '⻄宮市', postalCode: '6620000' }).municipality).toBe('西宮市');
    expect(accepted({ familyName: '⻫藤', givenName: '⼀⻘' })).toMatchObject({
      familyName: '斉藤',
      givenName: '一青',
    });
  });

  it('keeps ㈱, 髙, 﨑 and ①', () => {
    expect(name('㈱髙﨑薬局①')).toBe('㈱髙﨑薬局①');
  });

  it('may have 55 characters, the longest real name, and up to 100', () => {
    expect(name('あ'.repeat(55))).toBe('あ'.repeat(55));
    expect(name('𠮷'.repeat(100))).toBe('𠮷'.repeat(100));
    expect(refusals(typed({ institutionName: 'あ'.repeat(101) })).institutionName?.[0]).toContain('100文字以内');
  });

  it('is trimmed, and blanks inside are one full-width blank', () => {
    expect(name(' \t医療法人  山田　 病院\r\n')).toBe('医療法人　山田　病院');
  });
});

describe('a limit of characters', () => {
  const counted = applicationKeys.filter((key) => applicationFields[key].widened === true);
  const any = fc.string({
    unit: fc.constantFrom(...'あ　 ａaｶﾞﾊﾟ㈱髙𠮷-ー１1か', '\u3099', '\u200B', '\r\n'),
    maxLength: 130,
  });

  it('counts what is stored, as the page does beside the field', () => {
    expect(counted).toContain('institutionName');
    fc.assert(
      fc.property(fc.constantFrom(...counted), any, (key, text) => {
        const schema = applicationSchema.shape[key];
        const stored = schema.safeParse(text).data;
        if (stored) expect([key, [...stored].length]).toEqual([key, lengthWidened(text)]);
      }),
    );
  });

  it.each(['カ\u3099', 'ｶﾞ', '𠮷'])('takes 100 times %s as 機関名, and says how many are too many', (character) => {
    const hundred = character.repeat(100);
    expect([...accepted({ institutionName: hundred }).institutionName]).toHaveLength(100);
    expect(refusals(typed({ institutionName: `${hundred}${character.repeat(12)}` })).institutionName).toEqual([
      '「機関名」が長すぎます。100文字以内で入力してください。いまは112文字で、12文字多くなっています。',
    ]);
  });
});

describe('機関コード (R22)', () => {
  it('is taken as letters and digits of either width', () => {
    expect(accepted({ institutionCode: '１２３４５Ａ' }).institutionCode).toBe('12345A');
  });

  it.each(['12-345a', '１２　３４５ａ', '機関コード：12345A', '12345A\u200B'])('is read from %s', (text) => {
    expect(accepted({ institutionCode: text }).institutionCode).toBe('12345A');
  });

  it.each(['コード', '123456789012345678901', '1/あ/2'])('is not %j', (text) => {
    expect(refusals(typed({ institutionCode: text })).institutionCode?.[0]).toContain('「機関コード」');
  });
});

describe('機関区分 (R23) and 機関判別区分 (R24)', () => {
  it('have five and two values', () => {
    expect(institutionTypes.map(({ label }) => label)).toEqual(['病院', '診療所', '歯科診療所', '助産所', '薬局']);
    for (const { value } of institutionTypes) {
      expect(accepted({ institutionType: value }).institutionType).toBe(value);
    }
  });

  it.each(['医療機関', 'Pharmacy', 'toString', '0'])('%j is none of them', (value) => {
    expect(refusals(typed({ institutionType: value })).institutionType?.[0]).toContain('一覧にあるもの');
    expect(refusals(typed({ codeHolding: value })).codeHolding?.[0]).toContain('「機関判別区分」');
  });
});

describe.each(['phone', 'departmentPhone'] as const)('%s (R25, R35)', (key) => {
  const { label } = applicationFields[key];

  it.each(['0312345678', '09012345678', '1234567890', '00012345678'])('may be %s', (number) => {
    expect(accepted({ [key]: number })[key]).toBe(number);
  });

  it.each(['03-1234-5678', '03 1234 5678', '０３１２３４５６７８', '（03）1234ー5678', '03\u200B12345678\u202C'])(
    'is read from %j, and stored in half-width digits alone',
    (number) => {
      expect(accepted({ [key]: number })[key]).toBe('0312345678');
    },
  );

  it.each([
    ['031234567', 'いまは9桁'],
    ['03-1234-567', 'いまは9桁'],
    ['031234567890', 'いまは12桁'],
    ['03123456x8', '数字以外の文字'],
    ['+81 003-1234-567', '先頭の0を一つに'],
    ['088-621-1234・5', '番号を一つだけ入力してください。'],
    ['088-621-1234～5', '番号を一つだけ入力してください。'],
    ['03-1234-5678 内線123', '内線番号は除いて'],
    ['0'.repeat(1000), 'が長すぎます'],
  ])('%s is refused with a hint how to mend it', (number, hint) => {
    const [message] = refusals(typed({ [key]: number }))[key] ?? [];
    expect(message).toContain(`「${label}」`);
    expect(message).toContain(hint);
  });
});

describe('保険機関コード (R26)', () => {
  const messages = (changes: Parameters<typeof typed>[0]) => refusals(typed(changes)).insuranceCode;

  it('is required if 機関判別区分 is 1', () => {
    expect(messages({ codeHolding: '1', insuranceCode: '' })?.[0]).toContain('「保険機関コード」を入力');
  });

  it('is required also while other items are refused, so that all messages come at once', () => {
    expect(Object.keys(refusals({ codeHolding: '1' }))).toContain('insuranceCode');
  });

  it('may be blank if 機関判別区分 is 2', () => {
    expect(accepted({ codeHolding: '2', insuranceCode: '' }).insuranceCode).toBeUndefined();
    expect(accepted({ codeHolding: '2' }).insuranceCode).toBe('3641234566');
  });

  it.each([
    ['364123456', 'いまは9桁'],
    ['36412345671', 'いまは11桁'],
    ['1234567', '7桁の番号の前に'],
    ['36-4-12345', 'いまは8桁'],
    ['36A1234567', '数字以外の文字を除いて'],
  ])('is refused as %s, with one message', (code, hint) => {
    for (const codeHolding of ['1', '2']) {
      expect(messages({ codeHolding, insuranceCode: code })).toEqual([expect.stringContaining(hint)]);
    }
  });

  it.each(['３６４１２３４５６６', '36-4-1234566', '36 4 1234566', '保険機関コード：3641234566'])(
    'is read from %s, and stored in half-width digits alone',
    (code) => {
      expect(accepted({ insuranceCode: code }).insuranceCode).toBe('3641234566');
    },
  );

  it('with a wrong check digit is accepted', () => {
    expect(accepted({ insuranceCode: '3641234567' }).insuranceCode).toBe('3641234567');
  });
});

describe('the address (R27–R31)', () => {
  it.each(['7708570', '770-8570', '〒７７０－８５７０'])('takes the postal code %s', (text) => {
    expect(accepted({ postalCode: text }).postalCode).toBe('7708570');
  });

  it.each(['770857', '77085701', 'abcdefg', '1'.repeat(5000)])('refuses the postal code %s', (text) => {
    expect(refusals(typed({ postalCode: text })).postalCode?.[0]).toContain('「郵便番号」');
  });

  it('takes a postal code that is not published yet', () => {
    expect(accepted({ postalCode: '7709999' }).postalCode).toBe('7709999');
  });

  it('takes the 47 prefectures and nothing else', () => {
    expect(applicationFields.prefecture.options).toHaveLength(47);
    for (const { value } of applicationFields.prefecture.options ?? []) {
      expect(refusals({ prefecture: value }).prefecture).toBeUndefined();
    }
    for (const value of ['00', '48', '1', '徳島県', 36]) {
      expect(refusals(typed({ prefecture: value })).prefecture).toHaveLength(1);
    }
  });

  it('may end with a municipality that has no towns, such as 青ヶ島村', () => {
    const village = { prefecture: '13', postalCode: '1001701', municipality: '青ヶ島村', insuranceCode: '1310110049' };
    for (const nothing of ['', '　', undefined]) expect(accepted({ ...village, street: nothing }).street).toBe('');
    expect(accepted({ ...village, street: '無番地' }).street).toBe('無番地');
    expect(accepted({ ...village, municipality: '御蔵島', street: '' }).municipality).toBe('御蔵島村');
    for (const municipality of ['大島町', '新島村', '伊豆大島']) {
      expect(refusals(typed({ ...village, municipality, street: '' }))).toEqual({
        street: ['「町名・番地」を入力してください。'],
      });
    }
    expect(Object.keys(refusals(typed({ ...village, municipality: '', street: '' })))).toEqual([
      'municipality',
      'street',
    ]);
  });

  it('stores the municipality by its official name', () => {
    expect(accepted({ municipality: ' 徳島県 徳島市' }).municipality).toBe('徳島市');
    expect(accepted({ municipality: '石井町' }).municipality).toBe('名西郡石井町');
  });

  it('refuses a municipality of another prefecture and says where it is', () => {
    const [message] = refusals(typed({ municipality: '鹿児島市' })).municipality ?? [];
    expect(message).toContain('「市区町村」');
    expect(message).toContain('鹿児島県');
  });

  it('refuses a municipality with its town', () => {
    expect(refusals(typed({ municipality: '徳島市万代町' })).municipality?.[0]).toContain('町名や番地は除き');
  });

  it.each(['〇〇町1-2-3', '〇〇町１－２－３', '〇〇町１ー２−３', '〇〇町1‐2—3'])('stores %s in one form', (street) => {
    expect(accepted({ street }).street).toBe('〇〇町１－２－３');
  });

  it('ends identical from either width', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-zア-ン町丁目ー-]{1,60}$/), (street) => {
        const stored = accepted({ street }).street;
        expect(accepted({ street: toFullWidth(street) }).street).toBe(stored);
        expect(accepted({ street: toHalfWidth(street) }).street).toBe(stored);
      }),
    );
  });
});

describe('the person in charge (R32–R34)', () => {
  it.each(['Yamada', 'ﾔﾏﾀﾞ', '山田1', '山-田'])('is refused as %s: half width', (name) => {
    expect(refusals(typed({ familyName: name })).familyName?.[0]).toContain('「担当者 姓」は全角で');
    expect(refusals(typed({ givenName: name })).givenName?.[0]).toContain('「担当者 名」は全角で');
  });

  it.each(['髙﨑', '𠮷', 'ヴァン　ダイク', 'Ｓｍｉｔｈ', '佐々木', 'あ'.repeat(40)])('may be %s', (name) => {
    const names = { familyName: name, givenName: name };
    expect(accepted(names)).toMatchObject(names);
  });

  it('may say なし for the department, as the help tells', () => {
    expect(accepted({ department: 'なし' }).department).toBe('なし');
    expect(applicationFields.department.help).toContain('「なし」');
  });
});

describe('メールアドレス (R8, R36)', () => {
  it.each([
    ['a@example.com', 'a@example.com'],
    [' Taro.Yamada+x@EXAMPLE.co.JP ', 'Taro.Yamada+x@example.co.jp'],
    ['dots..in.a.row.@example.ne.jp', 'dots..in.a.row.@example.ne.jp'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    ['\uFEFFa@example.com　', 'a@example.com'],
    ['a@exam\u200Bple.com\u00A0', 'a@example.com'],
    ['mailto:a@example.com', 'a@example.com'],
    ['<a@example.com>;', 'a@example.com'],
    ['a@日本語.jp', 'a@xn--wgv71a119e.jp'],
    ['a@日本web.jp', 'a@xn--web-s08fl0d.jp'],
    ['a@コーヒー.jp', 'a@xn--tck2c4fb.jp'],
    ['ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'abc@example.com'],
    ['a＠example.com', 'a@example.com'],
    ['a@example。com。', 'a@example.com'],
    ['a@example.com、', 'a@example.com'],
    ['「a@example.com」', 'a@example.com'],
    ['（a@example.com）', 'a@example.com'],
    ['“a@example.com”', 'a@example.com'],
    ['"a@example.com"', 'a@example.com'],
    ["'a@example.com'", 'a@example.com'],
    ['山田 <a@example.com>', 'a@example.com'],
    ['"山田 太郎" <a@example.com>,', 'a@example.com'],
    ['＜a@example.com＞', 'a@example.com'],
    ['<mailto:a@example.com>', 'a@example.com'],
    ['メール：a@example.com', 'a@example.com'],
    ['a@hos‐pital.jp', 'a@hos-pital.jp'],
    ['a@hosーpital.jp', 'a@hos-pital.jp'],
    ['a@hos－pital．jp', 'a@hos-pital.jp'],
    ['a‑b@example.com', 'a-b@example.com'],
  ])('%j is stored as %s', (text, stored) => {
    expect(mailAddress.parse(text)).toBe(stored);
    expect(accepted({ email: text }).email).toBe(stored);
  });

  it.each([
    'a',
    '@example.com',
    'a@',
    'a@example',
    'a@@example.com',
    'a b@example.com',
    'a@exa mple.com',
    'a@example.com様',
    'a@example.comです',
    'a@example.com」様',
    'a@「example.com',
    'a@exa”mple.com',
    'a@example.xn--com-6y3b',
    'a@example.xn--a',
    'b@example.com <a@example.com>',
    '<a@example.com> <b@example.com>',
    'a@-example.com',
    'a@example.c',
    'a@127.0.0.1',
    '"a"@example.com',
    'a@b.com\r\nBcc: c@d.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c.'.repeat(100)}com`,
    '山田@example.com',
  ])('%j is refused', (text) => {
    expect(mailAddress.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('「メールアドレス」'),
    ]);
  });
});

it.each(['山田@example.com', 'a@example.com様', 'a@example.comです', 'a@example.com、b@example.com'])(
  'a mail address that is in Japanese in part is refused with the first character that is: %s',
  (text) => {
    const wide = /[^ -~]/u.exec(text)?.[0] ?? '';
    expect(refusals(typed({ email: text })).email?.[0]).toContain(`半角でない文字「${wide}」が含まれています。`);
  },
);

describe('the two consents (R37, R38)', () => {
  it.each([true, 'true', 'on', '1'])('are given by %j', (value) => {
    expect(consentSchema.parse({ termsAccepted: value, privacyAccepted: value })).toEqual({
      termsAccepted: true,
      privacyAccepted: true,
    });
  });

  it.each([undefined, false, '', 'false', 'off', '0', ['on', 'on'], {}])('are not given by %j', (value) => {
    const { error } = consentSchema.safeParse({ termsAccepted: value, privacyAccepted: value });
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['termsAccepted', expect.stringContaining('「利用規約に同意します。」')],
      ['privacyAccepted', expect.stringContaining('「プライバシーポリシーに同意します。」')],
    ]);
  });

  it('join the application in one form', () => {
    const whole = applicationSchema.extend(consentSchema.shape);
    expect(whole.safeParse(typed()).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'termsAccepted',
      'privacyAccepted',
    ]);
    const consents = { termsAccepted: 'on', privacyAccepted: 'on' };
    const joined = whole.parse({ ...typed({ municipality: '石井町' }), ...consents });
    expect(joined).toMatchObject({ municipality: '名西郡石井町', termsAccepted: true });
  });
});

describe('hostile input', () => {
  const TEXTS = applicationKeys.filter((key) => !applicationFields[key].options);

  it.each(TEXTS)('of control characters, half surrogates and emoji is refused in %s by a message', (key) => {
    for (const text of ['a\u0000b', '\u0007', '\uD83D', 'x\uDC00', '薬局\uFFFD', '薬局😀', '👨‍⚕️']) {
      expect(refusals(typed({ [key]: text }))[key]).toEqual([
        expect.stringContaining(`「${applicationFields[key].label}」`),
      ]);
    }
  });

  it.each(TEXTS)('of heaped marks in %s is refused by a message that names the character', (key) => {
    for (const text of ['山\u0335\u0316\u0321田', '薬\u20DD局', 'Z\u0335\u0316\u0321\u0360']) {
      expect(refusals(typed({ [key]: text }))[key]).toEqual([expect.stringMatching(/に重ねた記号（U\+[0-9A-F]{4}）/)]);
    }
    expect(refusals(typed({ [key]: '薬局😀' }))[key]).toEqual([expect.stringContaining('「😀」')]);
  });

  it('of direction marks is stored without them, so that what is stored is what is shown', () => {
    const name = { institutionName: '\u202Eサンプル\u2066薬局\u2069\u200F' };
    expect(accepted(name).institutionName).toBe('サンプル薬局');
  });

  it.each(applicationKeys)('of another type in %s is told, not thrown', (key) => {
    for (const value of [['a', 'b'], [], {}, { toString: 1 }, 12, 0, true, false, Number.NaN, new Date(0)]) {
      const messages = refusals(typed({ [key]: value }));
      expect(Object.keys(messages)).toEqual([key]);
      expect(messages[key]).toEqual([expect.stringContaining(`「${applicationFields[key].label}」`)]);
    }
  });

  it.each([undefined, null, [], 'x', 5, true])('that is no form (%j) is told in Japanese', (input) => {
    const messages = Object.values(refusals(input)).flat();
    expect(messages).toContain('申請内容を読み取れませんでした。画面を開き直して、もう一度入力してください。');
  });

  it('is never too long to be stored', () => {
    for (const key of TEXTS) {
      expect(Object.keys(refusals(typed({ [key]: '１'.repeat(100_000) })))).toEqual([key]);
    }
  });

  it.each(['institutionName', 'municipality', 'street', 'building', 'department', 'familyName'] as const)(
    'or not, a stored %s is stored the same again',
    (key) => {
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (text) => {
          const result = applicationSchema.safeParse(typed({ [key]: text }));
          if (result.success) expect(applicationSchema.parse(result.data)).toEqual(result.data);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('of any kind ends in a storable application or in messages for known items', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.anything());
    const items = Object.fromEntries(applicationKeys.map((key) => [key, value]));
    const form = fc.record(items, { requiredKeys: [] });
    fc.assert(
      fc.property(form, (changes) => {
        const result = applicationSchema.safeParse(typed(changes));
        if (!result.success) {
          for (const issue of result.error.issues) {
            expect(applicationKeys).toContain(issue.path.join('.'));
            expect(issue.message).toMatch(/^「.+。$/u);
          }
          return;
        }
        for (const text of Object.values(result.data).filter((item) => item !== undefined)) {
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/\p{Cc}/u);
          expect([...text].length).toBeLessThanOrEqual(254);
        }
      }),
      { numRuns: 500 },
    );
  });
});
