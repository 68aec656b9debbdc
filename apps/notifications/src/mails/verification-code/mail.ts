import { verificationRequested } from '@todoke/events';
import { defineMail } from '../define-mail.js';
import { instant } from '../wording.js';

/** M1, 認証コード通知 (R15–R18): six digits, valid for 60 minutes, so it is sent first and never late. */
export const verificationCode = defineMail({
  code: 'M1',
  at: import.meta.url,
  on: verificationRequested,
  reference: (event) => event.aggregate.id,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ until: instant(data.expiresAt) }),
  secret: {
    sealed: ({ data }) => data.sealedCode,
    facts: (code) => ({ code }),
  },
  notAfter: ({ data }) => new Date(data.expiresAt),
  urgency: 0,
});
