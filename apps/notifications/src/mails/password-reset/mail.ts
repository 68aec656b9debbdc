import { passwordResetRequested } from '@todoke/events';
import { defineMail } from '../define-mail.js';
import { instant } from '../wording.js';

/** M7, パスワードリセット案内 (R131): a link that serves once and for a limited time. Somebody waits for it. */
export const passwordReset = defineMail({
  code: 'M7',
  at: import.meta.url,
  on: passwordResetRequested,
  reference: ({ data }) => data.request,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ until: instant(data.expiresAt) }),
  secret: {
    sealed: ({ data }) => data.sealedToken,
    facts: (token, links) => ({ passwordUrl: `${links.accounts}/password/${token}` }),
  },
  notAfter: ({ data }) => new Date(data.expiresAt),
  urgency: 1,
});
