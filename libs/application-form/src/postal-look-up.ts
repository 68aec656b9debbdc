import { findAddresses, normalisePostalCode, type PostalAddress, prefectureName } from '@todoke/japan';
import * as messages from './messages.js';

/**
 * R107: the message verbatim, and what to do about it. A new or unpublished business postal code is no
 * mistake.
 */
export const POSTAL_CODE_UNKNOWN = {
  message: '指定された郵便番号から住所が見つかりません',
  hint:
    '大口事業所の個別番号は、公開されていない場合や新しい場合に見つからないことがあります。その場合は所在地の通常の郵便番号を入力してください。' +
    '番号に誤りがなければ、このまま住所を入力して申請することもできます。',
} as const;

export type PostalLookUp =
  /** More than one address: the applicant chooses (R27). */
  | { readonly kind: 'found'; readonly addresses: readonly PostalAddress[] }
  | { readonly kind: 'unknown' | 'elsewhere'; readonly message: string; readonly hint: string }
  | { readonly kind: 'malformed'; readonly message: string };

/**
 * The result of the button beside 郵便番号. Accepts any input; an unknown code is a warning, not an error.
 * @param within two digits, where the institution can be in this prefecture alone
 */
export function lookUpPostalCode(text: unknown, within?: string): PostalLookUp {
  const code = typeof text === 'string' && text.length < 100 ? normalisePostalCode(text) : undefined;
  if (!code) return { kind: 'malformed', message: messages.postalCode };
  const known = findAddresses(code);
  if (known.length === 0) return { kind: 'unknown', ...POSTAL_CODE_UNKNOWN };
  const addresses = known.filter(({ prefecture }) => within === undefined || prefecture === within);
  return addresses.length > 0 ? { kind: 'found', addresses } : elsewhere(known, within ?? '');
}

function elsewhere(addresses: readonly PostalAddress[], within: string): PostalLookUp {
  const places = new Set(addresses.map(({ prefectureName: name, municipality }) => name + municipality));
  return {
    kind: 'elsewhere',
    message: `郵便番号は${[...places].join('、')}のもので、${prefectureName(within)}のものではありません。`,
    hint: '郵便番号を確かめてください。入力した内容はそのまま残しています。',
  };
}
