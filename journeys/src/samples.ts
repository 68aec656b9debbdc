import { randomInt } from 'node:crypto';

/** What is written into the form, label by label, in its order (R21–R35; R36 is there already). */
export type Application = Readonly<Record<string, string | RegExp>>;

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** A mail address that is unique in this run. */
export const newAddress = (name = 'yakkyoku'): string => `${name}-${digits(10)}@example.com`;

/** A new pharmacy in 鹿児島市 with unique codes, telephone number and name. */
export const samplePharmacy = (): Application => ({
  機関名: `とどけ薬局第${toFullWidth(digits(6))}号店`,
  機関コード: '',
  機関区分: '薬局',
  機関判別区分: /^1/,
  電話番号: `099${digits(7)}`,
  保険機関コード: `464${digits(7)}`,
  郵便番号: '8900064',
  都道府県: '鹿児島県',
  市区町村: '鹿児島市',
  '町名・番地': '鴨池新町１０－１',
  建物名: '髙﨑ビル①階',
  担当部署: '薬務課',
  '担当者 姓': '髙﨑',
  '担当者 名': '太郎',
  担当部署電話番号: '0992862707',
});

/** A clinic in 徳島県, for officials of another prefecture. */
export const sampleClinic = (): Application => ({
  ...samplePharmacy(),
  機関名: `とどけ診療所第${toFullWidth(digits(6))}`,
  機関区分: '診療所',
  電話番号: `088${digits(7)}`,
  保険機関コード: `361${digits(7)}`,
  郵便番号: '7708570',
  都道府県: '徳島県',
  市区町村: '徳島市',
  '町名・番地': '万代町１－１',
});

function toFullWidth(text: string): string {
  return [...text].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
}
