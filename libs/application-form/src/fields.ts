/**
 * How the 16 items are asked for: labels of the documents, hints below them, help behind 「？」 (R21–R36, R89).
 */
import { prefectureOptions } from '@todoke/japan';
import { institutionTypes } from '@todoke/lifecycle';

/** 機関判別区分 (R24). Only the first is in the documents; with it 保険機関コード is required (R26). */
export const codeHoldings = [
  { value: '1', label: '1：保険機関コードもしくは助産所コードを持っている' },
  { value: '2', label: '2：保険機関コードも助産所コードも持っていない（自由診療・新規開設など）' },
] as const;

/** 都道府県 (R28) as two-digit codes; decides which prefecture approves. */

const typesInWords = institutionTypes.map(({ label }) => label).join('、');

/** The field options of @todoke/web's forms, and an example of what to enter. */
export interface FieldText {
  readonly label: string;
  readonly required?: boolean;
  /** Shown behind 「？」: what the item is, and what to do if there is none. */
  readonly help?: string;
  /** Always visible: how to write it. */
  readonly hint?: string;
  readonly input?: 'text' | 'email' | 'tel' | 'select' | 'radio' | 'checkbox';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'tel' | 'email' | 'text';
  /** Longest text in characters (code points), as it is stored. Numbers and codes have a rule of their own. */
  readonly maxLength?: number;
  /** Stored in full width, and counted so. */
  readonly widened?: boolean;
  readonly readonly?: boolean;
  /** An example as it is entered; all of them together are a valid application. Fictitious. */
  readonly example?: string;
}

const texts = {
  institutionName: {
    label: '機関名',
    required: true,
    hint: '略称ではなく、正式名称を全角で入力してください。例：サンプル薬局',
    help:
      '開設の許可や届出に記載した正式な名称を入力します。医療法人などの法人名が名称に含まれる場合は、それも入力してください。' +
      '半角で入力した英数字やカナは、自動的に全角になります。',
    autocomplete: 'organization',
    maxLength: 100,
    widened: true,
    example: 'サンプル薬局',
  },
  institutionCode: {
    label: '機関コード',
    hint: '都道府県からの指示がなく、機関コードを知らない場合は、空白でも構いません。',
    help:
      '機関コードは、医療機関や薬局を見分けるために都道府県が割り当てた番号で、保険機関コードとは別のものです。' +
      '都道府県からの通知に記載がないかご確認ください。',
    autocomplete: 'off',
    example: '1234567890',
  },
  institutionType: {
    label: '機関区分',
    required: true,
    hint: '当てはまるものを一つ選んでください。',
    help: `${typesInWords}のうち、許可や届出の種類に合うものを選びます。医科と歯科のある診療所は、主となる方を選んでください。`,
    input: 'select',
    options: institutionTypes,
    example: 'pharmacy',
  },
  codeHolding: {
    label: '機関判別区分',
    required: true,
    hint: '1を選んだ場合は、保険機関コードの入力が必要です。',
    help:
      '保険医療機関・保険薬局の指定を受けてコードを持っている機関と、助産所コードを持っている助産所は1を選びます。' +
      '保険診療を行わない、指定がまだ済んでいないなど、どちらのコードもない場合は2を選びます。',
    input: 'select',
    options: codeHoldings,
    example: '1',
  },
  phone: {
    label: '電話番号',
    required: true,
    hint: 'ハイフンなしの半角数字10桁または11桁で入力してください。例：0312345678',
    help: '機関の代表電話番号を、市外局番から入力します。',
    input: 'tel',
    autocomplete: 'tel-national',
    inputMode: 'tel',
    example: '0312345678',
  },
  insuranceCode: {
    label: '保険機関コード',
    hint: '機関判別区分で1を選んだ場合は必須です。半角数字10桁で入力してください。例：3641234566',
    help:
      '都道府県番号2桁、点数表番号1桁（医科は1、歯科は3、調剤は4）、地方厚生局から通知された7桁を続けた10桁の番号です。' +
      '7桁の番号しかわからない場合は、その前に3桁を付けてください。助産所は助産所コードを入力します。',
    autocomplete: 'off',
    inputMode: 'numeric',
    example: '3641234566',
  },
  postalCode: {
    label: '郵便番号',
    required: true,
    hint: '7桁の数字で入力してください。例：7708570',
    help:
      '機関の所在地の郵便番号です。日本郵便の公開データで住所を調べます。大口事業所の個別番号で住所が見つからないときは、' +
      '所在地の通常の郵便番号を入力してください。',
    autocomplete: 'postal-code',
    inputMode: 'numeric',
    example: '7708570',
  },
  prefecture: {
    label: '都道府県',
    required: true,
    hint: '機関の所在地の都道府県を選んでください。',
    help: '申請は、ここで選んだ都道府県が確認し、承認します。',
    input: 'select',
    options: prefectureOptions,
    autocomplete: 'address-level1',
    example: '36',
  },
  municipality: {
    label: '市区町村',
    required: true,
    hint: '全角で入力してください。例：徳島市',
    help: '政令指定都市は区まで、町と村は郡から（郡のない島では町や村の名称だけを）入力します。例：札幌市中央区、名西郡石井町、大島町。町名や番地は次の欄に入力してください。',
    autocomplete: 'address-level2',
    maxLength: 40,
    widened: true,
    example: '徳島市',
  },
  street: {
    label: '町名・番地',
    required: true,
    hint: '全角で入力してください。例：万代町１丁目１番地',
    help:
      '市区町村より後の町名、丁目、番地、号を入力します。半角の数字やハイフンは、自動的に全角になります。' +
      '町名も番地もない村（青ヶ島村など）では、空白のままにするか「無番地」と入力してください。',
    autocomplete: 'address-line1',
    maxLength: 100,
    widened: true,
    example: '万代町1丁目1番地',
  },
  building: {
    label: '建物名',
    hint: '該当するものがない場合は、空白のままで構いません。例：サンプルビル１階',
    help: 'ビルや商業施設の中にある場合に、建物の名称と階、部屋番号を入力します。戸建てなどで建物名がない場合は入力不要です。',
    autocomplete: 'address-line2',
    maxLength: 100,
    widened: true,
    example: 'サンプルビル1階',
  },
  department: {
    label: '担当部署',
    hint: '該当する部署がない場合は、空白のままで構いません。例：総務課',
    help:
      'この申請や報告を担当する部署の名称です。個人経営などで部署に分かれていない場合は、空白のままにするか、' +
      '「院長」「管理薬剤師」「事務」のように担当する方の役割を入力してください。「なし」でも受け付けます。',
    maxLength: 60,
    widened: true,
    example: '総務課',
  },
  familyName: {
    label: '担当者 姓',
    required: true,
    hint: '全角で入力してください。例：山田',
    help: 'この申請について問い合わせを受けられる方の姓を入力します。半角のカナや英字は使えません。',
    autocomplete: 'family-name',
    maxLength: 40,
    widened: true,
    example: '山田',
  },
  givenName: {
    label: '担当者 名',
    required: true,
    hint: '全角で入力してください。例：太郎',
    help: 'この申請について問い合わせを受けられる方の名を入力します。半角のカナや英字は使えません。',
    autocomplete: 'given-name',
    maxLength: 40,
    widened: true,
    example: '太郎',
  },
  departmentPhone: {
    label: '担当部署電話番号',
    required: true,
    hint: 'ハイフンなしの半角数字10桁または11桁で入力してください。例：0312345678',
    help: '担当者に連絡のつく電話番号です。専用の番号がない場合は、機関の代表電話番号を入力してください。',
    input: 'tel',
    autocomplete: 'tel-national',
    inputMode: 'tel',
    example: '0312345678',
  },
  email: {
    label: 'メールアドレス',
    required: true,
    hint: '認証が済んだメールアドレスです。この画面では変更できません。',
    help:
      'ユーザ発行の案内などがこのアドレスに届きます。変更するには、メールアドレスの登録からやり直してください。' +
      'ユーザ発行後は、G-MISの画面で変更できます。',
    input: 'email',
    autocomplete: 'email',
    inputMode: 'email',
    maxLength: 254,
    readonly: true,
    example: 'xxx@example.com',
  },
} as const satisfies Readonly<Record<string, FieldText>>;

export type ApplicationKey = keyof typeof texts;

/** By item, in the order of the form. */
export const applicationFields: Readonly<Record<ApplicationKey, FieldText>> = texts;

export const applicationKeys = Object.keys(texts) as readonly ApplicationKey[];

const firstOfContact = applicationKeys.indexOf('department');

/** The two groups of the form; the second is about the person in charge. */
export const sections = [
  { key: 'institution', title: '機関情報', fields: applicationKeys.slice(0, firstOfContact) },
  { key: 'contact', title: '連絡先情報', fields: applicationKeys.slice(firstOfContact) },
] as const;

export type SectionKey = (typeof sections)[number]['key'];
