/** The values of the form, by field name. */
export type Institution = Readonly<Record<string, string>>;

/** In digits of full width, as names of institutions have them. */
export const fullWidth = (digits: string): string =>
  [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');

const places = [
  { prefecture: '46', municipality: '鹿児島市', postalCode: '8900064', street: '鴨池新町１０－１', dialling: '099' },
  { prefecture: '36', municipality: '徳島市', postalCode: '7708570', street: '万代町１－１', dialling: '088' },
] as const;

/**
 * The pharmacy with this number, with unique name, codes and telephone. Every second one is in 徳島県, unless a
 * prefecture is named.
 */
export function institution(number: number, prefecture?: '46' | '36'): Institution {
  const digits = String(number).padStart(7, '0');
  const inTurn = places[number % places.length] ?? places[0];
  const { dialling, ...place } = places.find((one) => one.prefecture === prefecture) ?? inTurn;
  return {
    institutionName: `とどけ薬局第${fullWidth(digits)}号店`,
    institutionCode: '',
    institutionType: 'pharmacy',
    codeHolding: '1',
    phone: `${dialling}${digits}`,
    insuranceCode: `${place.prefecture}4${digits}`,
    ...place,
    building: '髙﨑ビル①階',
    department: '薬務課',
    familyName: '髙﨑',
    givenName: '太郎',
    departmentPhone: `${dialling}${digits}`,
    termsAccepted: 'on',
    privacyAccepted: 'on',
  };
}
