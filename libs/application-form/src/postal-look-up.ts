import { findAddresses, normalisePostalCode, type PostalAddress } from '@todoke/japan';
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
  | { readonly kind: 'unknown'; readonly message: string; readonly hint: string }
  | { readonly kind: 'malformed'; readonly message: string };

/** The result of the button beside 郵便番号. Accepts any input; an unknown code is a warning, not an error. */
export function lookUpPostalCode(text: unknown): PostalLookUp {
  const code = typeof text === 'string' && text.length < 100 ? normalisePostalCode(text) : undefined;
  if (!code) return { kind: 'malformed', message: messages.postalCode };
  const addresses = findAddresses(code);
  return addresses.length ? { kind: 'found', addresses } : { kind: 'unknown', ...POSTAL_CODE_UNKNOWN };
}
