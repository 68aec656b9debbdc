import { randomInt } from 'node:crypto';
import { fullWidth, type Institution, institution } from '@todoke/testing/people';

/** What is written into the form, label by label, in its order (R21–R35; R36 is there already). */
export type Application = Readonly<Record<string, string | RegExp>>;

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** A mail address that is unique in this run. */
export const newAddress = (name = 'yakkyoku'): string => `${name}-${digits(10)}@example.com`;

/** The fields by their labels, which are those of the requirements. */
const fields = {
  機関名: 'institutionName',
  機関コード: 'institutionCode',
  機関区分: 'institutionType',
  機関判別区分: 'codeHolding',
  電話番号: 'phone',
  保険機関コード: 'insuranceCode',
  郵便番号: 'postalCode',
  都道府県: 'prefecture',
  市区町村: 'municipality',
  '町名・番地': 'street',
  建物名: 'building',
  担当部署: 'department',
  '担当者 姓': 'familyName',
  '担当者 名': 'givenName',
  担当部署電話番号: 'departmentPhone',
} as const;

/** What people choose by its words and not by its value. */
const choices: Readonly<Record<string, Readonly<Record<string, string | RegExp>>>> = {
  institutionType: { pharmacy: '薬局' },
  codeHolding: { 1: /^1/ },
  prefecture: { 46: '鹿児島県', 36: '徳島県' },
};

const written = (values: Institution): Application =>
  Object.fromEntries(
    Object.entries(fields).map(([label, name]) => {
      const value = values[name] ?? '';
      return [label, choices[name]?.[value] ?? value];
    }),
  );

/** A new pharmacy in 鹿児島市 with unique codes, telephone number and name. */
export const samplePharmacy = (): Application => ({
  ...written(institution(randomInt(10_000_000), '46')),
  担当部署電話番号: '0992862707',
});

/** A clinic in 徳島市, for officials of another prefecture. */
export const sampleClinic = (): Application => ({
  ...written(institution(randomInt(10_000_000), '36')),
  機関名: `とどけ診療所第${fullWidth(digits(6))}`,
  機関区分: '診療所',
  保険機関コード: `361${digits(7)}`,
  担当部署電話番号: '0992862707',
});
