import { applicationRejected as rejected } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M3, 却下 (R64): the prefecture's reason, and how to apply again. */
export const applicationRejected = defineMail({
  code: 'M3',
  at: import.meta.url,
  on: rejected,
  reference: ({ data }) => data.number,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ number: data.number, institutionName: data.institutionName, reason: data.reason }),
  urgency: 2,
});
