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

/** The domain in lower case. The local part belongs to the receiving server and stays as typed. */
const normalise = (text: string): string => {
  const at = text.lastIndexOf('@');
  return text.slice(0, at + 1) + text.slice(at + 1).toLowerCase();
};

/** The schema of R8 and R36 under the given label. */
export const mailAddressItem = (label: string) =>
  requiredText({
    label,
    max: 254,
    normalise,
    check: (text) => (isMailAddress(text) ? undefined : messages.mailAddress(label)),
  });

/** A mail address on its own, for the first screen (R8). */
export const mailAddress = mailAddressItem('メールアドレス');
