import { applicationSubmitted } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M2, ユーザ登録申請完了 (R45, R63): the number, and that it takes a while; none of the items applied with. */
export const applicationReceived = defineMail({
  code: 'M2',
  at: import.meta.url,
  on: applicationSubmitted,
  reference: ({ data }) => data.number,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ number: data.number }),
  urgency: 2,
});
