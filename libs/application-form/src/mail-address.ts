import { domainToASCII, domainToUnicode } from 'node:url';
import { toHyphensInLatin } from '@todoke/japan';
import { requiredText } from './items.js';
import * as messages from './messages.js';

/**
 * What browsers accept for `type=email` (HTML Living Standard), with a top-level domain. It is laxer than RFC
 * 5322 in one point that matters here: dots in a row and at the end, as old addresses of Japanese carriers
 * have them.
 */
const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const labels = text.slice(at + 1).split('.');
  const last = labels.at(-1) ?? '';
  return (
    LOCAL.test(text.slice(0, Math.max(at, 0))) &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /^[A-Za-z]./.test(last) &&
    // An international top-level domain has no letters of ASCII: xn--com-6y3b is com with a sign that stuck to it.
    (!/^xn--/i.test(last) || /^[^\0-\x7f]+$/.test(domainToUnicode(last)))
  );
}

const WIDE = /[\uFF01-\uFF5E]+/gu;
const NAMED = /^[^@]*<([^<>@]*@[^<>@]*)>[^@]*$/u;
const QUOTED = /^(["'`*|])(.*)\1$/su;
const LABELLED = /^(?:mailto|e?-?mail|[^\0-\x7f]+) ?: ?/iu;
const SIGNS_AROUND = /^[^\p{L}\p{N}@.!#$%&'*+/=?^_`{|}~-]+|[^\p{L}\p{N}@]+$/gu;

/** An address without what is copied with it: a name before <…>, `mailto:`, quotes, and signs at both ends. */
const alone = (text: string): string =>
  toHyphensInLatin(text.replace(WIDE, (wide) => wide.normalize('NFKC')))
    .replace(NAMED, '$1')
    .replace(QUOTED, '$2')
    .replace(SIGNS_AROUND, '')
    .replace(LABELLED, '');

const MIXED_AT_THE_END = /(?:[a-z][^.]*[^\0-\x7f]|[^\0-\x7f][^.]*[a-z])[^.]*$/u;

/** A domain as browsers write it, in lower case and in ASCII (UTS #46); as it is where signs or words stuck to it. */
function domainOf(text: string): string {
  const domain = text.toLowerCase().replace(/[。｡]/gu, '.');
  const isPlain = /^[\x21-\x7e]*$/.test(domain);
  const isInternational = /^[\p{L}\p{N}\p{M}.・-]+$/u.test(domain) && !MIXED_AT_THE_END.test(domain);
  return isPlain || !isInternational ? domain : domainToASCII(domain) || domain;
}

/** An address in half width. Otherwise the local part stays as typed: it belongs to the receiving server. */
const normalise = (text: string): string => {
  const address = alone(text);
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + domainOf(address.slice(at + 1));
};

/** The schema of R8 and R36 under the given label. */
export const mailAddressItem = (label: string) =>
  requiredText({
    label,
    max: 254,
    normalise,
    check: (text) => (isMailAddress(text) ? undefined : messages.mailAddress(label, text)),
  });

/** A mail address on its own, for the first screen (R8). */
export const mailAddress = mailAddressItem('メールアドレス');
