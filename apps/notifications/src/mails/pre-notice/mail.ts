import { preNoticeWanted } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M4, ① 事前確認 (R67): tests whether mail arrives; only then ② follows. */
export const preNotice = defineMail({
  code: 'M4',
  at: import.meta.url,
  on: preNoticeWanted,
  reference: ({ data }) => data.number,
  addresses: ({ data }) => [data.address],
  facts: ({ data }) => ({ number: data.number, institutionName: data.institutionName }),
  urgency: 2,
});
