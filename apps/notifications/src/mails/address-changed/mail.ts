import { addressChanged as changed } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M9, メール変更完了 (R82): done, the login ID, and how to set a password with it. */
export const addressChanged = defineMail({
  code: 'M9',
  at: import.meta.url,
  on: changed,
  reference: ({ data }) => data.request,
  addresses: ({ data }) => data.addresses,
  facts: ({ data }) => ({ institutionName: data.institutionName, loginId: data.loginId }),
  urgency: 2,
});
