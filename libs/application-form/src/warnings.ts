import {
  checkPhone,
  feeTableOfInstitutionCode,
  findAddresses,
  findMunicipality,
  hasFittingCheckDigit,
  prefectureName,
  prefectureOfInstitutionCode,
  privateUseCharacterIn,
  repeatedPlace,
} from '@todoke/japan';
import { institutionTypeWord } from '@todoke/lifecycle';
import { applicationFields, applicationKeys, type ApplicationKey } from './fields.js';
import { mayBeCalled, mayBillBy } from './institution-type.js';
import { POSTAL_CODE_UNKNOWN } from './postal-look-up.js';
import type { Application } from './schema.js';

/** What can be doubtful, each in a word or two for a line of a list. */
export const warningWords = {
  'name-type': '機関名と機関区分',
  'check-digit': '検証番号',
  'code-prefecture': 'コードと都道府県',
  'code-type': 'コードと機関区分',
  'postal-code-unknown': '郵便番号が不明',
  'postal-code-municipality': '郵便番号と住所',
  'street-blank': '番地なし',
  'street-repeats-place': '番地に市区町村',
  'phone-without-zero': '電話番号',
  'private-use-character': '外字',
} as const;

export type WarningCode = keyof typeof warningWords;

/**
 * Version of the rules below. A table with their codes stores it beside them, and a job renews codes of an older
 * version. Every change of what is warned of raises it.
 */
export const warningsVersion = 1;

/** A warning. The applicant may continue, and the officials see the same warnings. */
export interface Warning {
  readonly field: ApplicationKey;
  readonly code: WarningCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * Warnings about a valid application, in the order of the items. They never block: the official instructions' own
 * examples have a wrong check digit and a number that does not begin with 0.
 */
export function warnings(application: Application): readonly Warning[] {
  const found = [
    ...aboutName(application),
    ...aboutInsuranceCode(application),
    ...aboutPostalCode(application),
    ...aboutStreet(application),
    ...aboutPhones(application),
    ...aboutCharacters(application),
  ];
  return found.sort((a, b) => applicationKeys.indexOf(a.field) - applicationKeys.indexOf(b.field));
}

function aboutName({ institutionName, institutionType }: Application): Warning[] {
  if (mayBeCalled(institutionType, institutionName)) return [];
  const [field, type] = ['institutionName', institutionTypeWord(institutionType)] as const;
  const message = `機関名「${institutionName}」は、機関区分「${type}」の名称ではないように見えます。`;
  return [{ field, code: 'name-type', message, hint: '機関名と機関区分の選択に誤りがないか確かめてください。' }];
}

/** 助産所コード shares the item and its structure is not published, so a midwifery centre's is not checked. */
function aboutInsuranceCode({ insuranceCode, institutionType, prefecture }: Application): Warning[] {
  if (!insuranceCode || institutionType === 'midwifery-centre') return [];
  const field = 'insuranceCode';
  const result: Warning[] = [];
  if (!hasFittingCheckDigit(insuranceCode)) {
    result.push({
      field,
      code: 'check-digit',
      message: '保険機関コードの最後の桁（検証番号）が、ほかの桁と合いません。',
      hint: '番号の打ち間違いがないか、地方厚生局からの通知と見比べてください。',
    });
  }
  if (prefectureOfInstitutionCode(insuranceCode) !== prefecture) {
    result.push({
      field,
      code: 'code-prefecture',
      message: `保険機関コードの先頭2桁が、${prefectureName(prefecture)}の番号（${prefecture}）と異なります。`,
      hint: '番号と都道府県の選択に誤りがないか確かめてください。',
    });
  }
  if (!mayBillBy(institutionType, feeTableOfInstitutionCode(insuranceCode))) {
    result.push({
      field,
      code: 'code-type',
      message: `保険機関コードの3桁目（点数表番号、${insuranceCode.charAt(2)}）が、機関区分「${institutionTypeWord(institutionType)}」と合いません。`,
      hint: '点数表番号は、医科は1、歯科は3、調剤は4です。番号と機関区分の選択に誤りがないか確かめてください。',
    });
  }
  return result;
}

function aboutPostalCode({ postalCode, prefecture, municipality }: Application): Warning[] {
  const field = 'postalCode';
  const addresses = findAddresses(postalCode);
  if (addresses.length === 0) return [{ field, code: 'postal-code-unknown', ...POSTAL_CODE_UNKNOWN }];
  const entered = findMunicipality(prefecture, municipality)?.name ?? municipality;
  // 札幌市 without its ward agrees with 札幌市中央区.
  const agrees = addresses.some(
    (address) =>
      address.prefecture === prefecture &&
      (entered.endsWith('市') ? address.municipality.startsWith(entered) : address.municipality === entered),
  );
  if (agrees) return [];
  const places = new Set(addresses.map((address) => address.prefectureName + address.municipality));
  return [
    {
      field,
      code: 'postal-code-municipality',
      message: `郵便番号は${[...places].join('、')}のもので、入力された${prefectureName(prefecture)}${municipality}と異なります。`,
      hint: '郵便番号と住所に誤りがないか確かめてください。',
    },
  ];
}

function aboutStreet({ postalCode, street, ...place }: Application): Warning[] {
  const [field, { label }] = ['street', applicationFields.street] as const;
  if (street === '') {
    const hint = '番地がある場合は入力してください。番地がない場合は、このままで構いません。';
    return [{ field, code: 'street-blank', message: `${label}が入力されていません。`, hint }];
  }
  const towns = findAddresses(postalCode).map((address) => address.street);
  const found = repeatedPlace(street, place, towns);
  if (!found) return [];
  const { prefecture, municipality } = applicationFields;
  const hint =
    found.rest === ''
      ? 'その後に続く町名や番地を入力してください。'
      : `${prefecture.label}と${municipality.label}は別の欄にありますので、「${found.rest}」だけで構いません。`;
  return [{ field, code: 'street-repeats-place', message: `${label}に「${found.repeated}」が含まれています。`, hint }];
}

function aboutPhones(application: Application): Warning[] {
  return (['phone', 'departmentPhone'] as const).flatMap((field): Warning[] => {
    const result = checkPhone(application[field]);
    if (!result.ok || result.beginsWithZero) return [];
    const { label } = applicationFields[field];
    return [
      {
        field,
        code: 'phone-without-zero',
        message: `${label}が0から始まっていません。`,
        hint: '市外局番または携帯電話の番号を、先頭の0から入力しているか確かめてください。',
      },
    ];
  });
}

function aboutCharacters(application: Application): Warning[] {
  return applicationKeys.flatMap((field): Warning[] => {
    const character = privateUseCharacterIn(application[field] ?? '');
    if (character === undefined) return [];
    const { label } = applicationFields[field];
    return [
      {
        field,
        code: 'private-use-character',
        message: `${label}に外字（お使いの端末だけで表示できる文字、${character}）が含まれています。`,
        hint: 'ほかの人の画面や通知では正しく表示されません。一般に使われる字体への置き換えをご検討ください。',
      },
    ];
  });
}
