import { checkDigitOf } from '@todoke/japan';
import {
  applicationFields,
  applicationKeys,
  BLANK,
  consentFields,
  describe as described,
  lookUpPostalCode,
  sections,
  warnings,
} from '../src/index.js';
import { accepted } from './example.js';

const clinic = { institutionType: 'clinic', institutionName: 'さくらクリニック' };

const codes = (changes: Parameters<typeof accepted>[0]) =>
  warnings(accepted(changes)).map(({ field, code }) => `${field}: ${code}`);

describe('the fields', () => {
  it('are the items with the labels of the documents, in two sections (R21–R36)', () => {
    expect(sections.map(({ title }) => title)).toEqual(['機関情報', '連絡先情報']);
    expect(sections.flatMap(({ fields }) => fields)).toEqual(applicationKeys);
    expect(applicationKeys.map((key) => applicationFields[key].label)).toEqual([
      '機関名',
      '機関コード',
      '機関区分',
      '機関判別区分',
      '電話番号',
      '保険機関コード',
      '郵便番号',
      '都道府県',
      '市区町村',
      '町名・番地',
      '建物名',
      '担当部署',
      '担当者 姓',
      '担当者 名',
      '担当部署電話番号',
      'メールアドレス',
    ]);
  });

  it.each(applicationKeys)('have a help behind 「？」 for %s, and a hint (R89)', (key) => {
    const { help = '', hint = '' } = applicationFields[key];
    expect(help).toMatch(/。$/u);
    expect(hint.length).toBeGreaterThan(10);
    expect(help).not.toBe(hint);
  });

  it('say the documents’ words where they are known (R21, R22, R24, R35, R37, R38)', () => {
    expect(applicationFields.institutionName.hint).toContain('略称ではなく、正式名称を全角で入力');
    expect(applicationFields.institutionCode.hint).toBe(
      '都道府県からの指示がなく、機関コードを知らない場合は、空白でも構いません。',
    );
    expect(applicationFields.departmentPhone.hint).toContain('ハイフンなしの半角数字10桁または11桁で入力');
    expect(applicationFields.codeHolding.options?.[0]).toEqual({
      value: '1',
      label: '1：保険機関コードもしくは助産所コードを持っている',
    });
    expect(Object.values(consentFields).map(({ label }) => label)).toEqual([
      '利用規約に同意します。',
      'プライバシーポリシーに同意します。',
    ]);
  });

  it('leave the verified address as it is (R36)', () => {
    expect(applicationFields.email.readonly).toBe(true);
  });
});

describe('an application for people to read', () => {
  it('has every item in order, with words for codes', () => {
    const items = described(accepted());
    expect(items.map(({ key }) => key)).toEqual(applicationKeys);
    expect(Object.fromEntries(items.map(({ label, value }) => [label, value]))).toMatchObject({
      機関名: 'サンプル薬局',
      機関コード: '1234567890',
      機関区分: '薬局',
      機関判別区分: '1：保険機関コードもしくは助産所コードを持っている',
      電話番号: '0312345678',
      保険機関コード: '3641234566',
      郵便番号: '7708570',
      都道府県: '徳島県',
      市区町村: '徳島市',
      '町名・番地': '万代町１丁目１番地',
      建物名: 'サンプルビル１階',
      担当部署: '総務課',
      '担当者 姓': '山田',
      '担当者 名': '太郎',
      担当部署電話番号: '0312345678',
      メールアドレス: 'xxx@example.com',
    });
  });

  it('says where nothing was entered', () => {
    const items = described(accepted({ institutionCode: '', building: undefined }));
    const blank = items.filter(({ value }) => value === BLANK).map(({ key }) => key);
    expect(blank).toEqual(['institutionCode', 'building']);
  });

  it('does not break on a code that the form no longer lists', () => {
    const old = { ...accepted(), prefecture: '99' };
    expect(described(old).find(({ key }) => key === 'prefecture')?.value).toBe('99');
  });
});

describe('codes with what stands around them on paper', () => {
  it('are stored alone: without label, name, and the address after a postal code (R22, R26, R27)', () => {
    const typed = {
      institutionCode: '機関コード1234567890（サンプル薬局）',
      insuranceCode: '保険機関コード3641234566',
      postalCode: '〒770-8570 徳島県徳島市万代町１丁目１番地 サンプルビル２階',
    };
    expect(accepted(typed)).toMatchObject({
      institutionCode: '1234567890',
      insuranceCode: '3641234566',
      postalCode: '7708570',
    });
    expect(lookUpPostalCode(typed.postalCode)).toMatchObject({ kind: 'found' });
  });
});

describe('warnings', () => {
  it('are none for the examples of the form', () => {
    expect(warnings(accepted())).toEqual([]);
  });

  it('are two for the printed example of the instructions: its check digit and its telephone number (R25, R26)', () => {
    expect(codes({ insuranceCode: '3641234567', phone: '1234567890' })).toEqual([
      'phone: phone-without-zero',
      'insuranceCode: check-digit',
    ]);
  });

  it('tell a code of another prefecture (R26)', () => {
    const hospital = { institutionType: 'hospital', institutionName: '徳島病院' };
    expect(codes({ ...hospital, insuranceCode: '0110113719' })).toEqual(['insuranceCode: code-prefecture']);
  });

  it.each([
    ['clinic', '3610000006', []],
    ['clinic', '3630000004', ['insuranceCode: code-type']],
    ['hospital', '3630000004', []],
    ['dental-clinic', '3630000004', []],
    ['dental-clinic', '3640000002', ['insuranceCode: code-type']],
    ['pharmacy', '3610000006', ['insuranceCode: code-type']],
  ])('tell a code whose third digit is no %s’s: %s (R23, R26)', (institutionType, payload, expected) => {
    const code = payload.slice(0, 9);
    const insuranceCode = code + checkDigitOf(code);
    expect(codes({ institutionType, institutionName: 'さくら', insuranceCode })).toEqual(expected);
  });

  it.each([
    ['clinic', 'さくら歯科クリニック', false],
    ['clinic', 'さくら病院', false],
    ['clinic', 'さくら薬局', false],
    ['pharmacy', 'さくら歯科', false],
    ['pharmacy', 'さくら助産院', false],
    ['hospital', 'さくら薬局', false],
    ['clinic', 'さくら病院附属診療所', true],
    ['clinic', '公立中央病院瑞穂診療所', true],
    ['clinic', '医科歯科中央クリニック', true],
    ['clinic', '土橋整形外科歯科医院', true],
    ['hospital', 'さくら歯科病院', true],
    ['dental-clinic', 'ｻｸﾗﾃﾞﾝﾀﾙｸﾘﾆｯｸ', true],
    ['pharmacy', 'さくら病院前薬局', true],
    ['pharmacy', 'さくら', true],
  ])('compare 機関区分 with the name: %s, %s (R21, R23)', (institutionType, institutionName, fits) => {
    const found = codes({ institutionType, institutionName, codeHolding: '2', insuranceCode: '' });
    expect(found).toEqual(fits ? [] : ['institutionName: name-type']);
  });

  it('take a code by the rule of Tokyo (R26)', () => {
    const address = { prefecture: '13', municipality: '千代田区', postalCode: '1008916' };
    expect(codes({ ...address, ...clinic, insuranceCode: '1310110049' })).toEqual([]);
  });

  it('do not judge the code of a midwifery centre, whose structure is unknown, nor a missing one', () => {
    const centre = { institutionType: 'midwifery-centre', institutionName: 'さくら助産院' };
    expect(codes({ ...centre, insuranceCode: '0000000001' })).toEqual([]);
    expect(codes({ codeHolding: '2', insuranceCode: '' })).toEqual([]);
  });

  it('tell a postal code without an address, in the words of the documents (R107)', () => {
    const [warning] = warnings(accepted({ postalCode: '7709999' }));
    expect(warning).toMatchObject({
      field: 'postalCode',
      message: '指定された郵便番号から住所が見つかりません',
      hint: expect.stringContaining('通常の郵便番号') as string,
    });
  });

  it('tell a postal code of another municipality and name it (R29)', () => {
    const [warning, ...more] = warnings(accepted({ postalCode: '8900064' }));
    expect(warning).toMatchObject({ field: 'postalCode', code: 'postal-code-municipality' });
    expect(warning?.message).toContain('鹿児島県鹿児島市');
    expect(more).toEqual([]);
  });

  it.each([
    ['26', '大山崎町'],
    ['27', '島本町'],
  ])('are none for 618-0000 in either of its prefectures: %s %s', (prefecture, municipality) => {
    const address = { postalCode: '6180000', prefecture, municipality };
    expect(codes({ ...address, codeHolding: '2', insuranceCode: '' })).toEqual([]);
  });

  it('are none for a designated city without its ward', () => {
    const address = { prefecture: '01', municipality: '札幌市', postalCode: '0600042' };
    expect(codes({ ...address, ...clinic, insuranceCode: '0110113719' })).toEqual([]);
  });

  it.each([
    ['徳島県徳島市万代町1-1', '徳島県徳島市', '万代町１－１'],
    ['徳島市 万代町1-1', '徳島市', '万代町１－１'],
    ['德島縣万代町1-1', '德島縣', '万代町１－１'],
  ])('tell 町名・番地 that repeats its place: %s', (street, repeated, rest) => {
    const [warning, ...more] = warnings(accepted({ street }));
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ field: 'street', code: 'street-repeats-place' });
    expect(warning?.message).toContain(`「${repeated}」`);
    expect(warning?.hint).toContain(`「${rest}」`);
  });

  it('tell 町名・番地 that is nothing but its place, and one that is left blank', () => {
    const place = { prefecture: '13', postalCode: '1001301', municipality: '御蔵島村' };
    const village = { ...place, ...clinic, insuranceCode: '1310110049' };
    expect(codes({ ...village, street: '東京都御蔵島村' })).toEqual(['street: street-repeats-place']);
    expect(codes({ ...village, street: '' })).toEqual(['street: street-blank']);
    expect(codes({ ...village, street: '字かつら川1' })).toEqual([]);
  });

  it('tell characters that only the author can see', () => {
    expect(codes({ institutionName: '\uE38B田医院' })).toEqual(['institutionName: private-use-character']);
    expect(warnings(accepted({ institutionName: '\uE38B田医院' }))[0]?.message).toContain('U+E38B');
  });
});

describe('looking up a postal code (R27)', () => {
  it('finds the address, or several to choose from', () => {
    expect(lookUpPostalCode('770-8570')).toMatchObject({
      kind: 'found',
      addresses: [{ municipality: '徳島市' }],
    });
    expect(lookUpPostalCode('4980000')).toMatchObject({
      kind: 'found',
      addresses: [{ prefectureName: '愛知県' }, { prefectureName: '三重県' }],
    });
  });

  it('says what to do when nothing is found (R107)', () => {
    expect(lookUpPostalCode('0000000')).toMatchObject({
      kind: 'unknown',
      message: '指定された郵便番号から住所が見つかりません',
    });
  });

  it.each(['', '123', 'x'.repeat(1_000_000), ['7708570', '7708570'], null, undefined, 7708570, {}])(
    'refuses what is no code',
    (text) => {
      expect(lookUpPostalCode(text)).toMatchObject({ kind: 'malformed' });
    },
  );
});
