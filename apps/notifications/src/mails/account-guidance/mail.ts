import { accountIssued } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/**
 * M5, ② 利用案内 (R69, R108): login ID and the link to set the password. There is no asking for another one
 * (R79); what is tried again is this same mail.
 */
export const accountGuidance = defineMail({
  code: 'M5',
  at: import.meta.url,
  on: accountIssued,
  reference: ({ data }) => data.number,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ institutionName: data.institutionName, loginId: data.loginId }),
  secret: {
    sealed: ({ data }) => data.sealedToken,
    facts: (token, links) => ({ passwordUrl: `${links.accounts}/password/${token}` }),
  },
  urgency: 2,
});
