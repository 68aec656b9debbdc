import { domainToASCII } from 'node:url';
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
    /^[A-Za-z]./.test(last)
  );
}

/** An address copied as a link, or from a list of addresses. */
const AROUND = /^(?:mailto:)?<?|>?[,;]?$/giu;

/**
 * An address without `mailto:` and brackets, the domain in lower case and in ASCII (UTS #46), as browsers write it. The
 * local part belongs to the receiving server and stays as typed.
 */
const normalise = (text: string): string => {
  const plain = text.replace(AROUND, '');
  const at = plain.lastIndexOf('@');
  const domain = plain.slice(at + 1).toLowerCase();
  return plain.slice(0, at + 1) + (/^[\x21-\x7e]*$/.test(domain) ? domain : domainToASCII(domain) || domain);
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
