import { ssoDeclined as declined } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M10, SSO却下理由確認 (R124): the secretariat asks why, because the link stays shut until it knows. */
export const ssoDeclined = defineMail({
  code: 'M10',
  at: import.meta.url,
  on: declined,
  reference: ({ data }) => data.person,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ loginId: data.loginId }),
  urgency: 2,
});
