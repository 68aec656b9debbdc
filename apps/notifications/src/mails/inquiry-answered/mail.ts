import { inquiryAnswered as answered } from '@todoke/events';
import { defineMail } from '../define-mail.js';

/** M8, 問合せ回答 (R150): that there is an answer and where to read it; neither question nor answer. */
export const inquiryAnswered = defineMail({
  code: 'M8',
  at: import.meta.url,
  on: answered,
  reference: ({ data }) => data.inquiry,
  addresses: ({ data }) => [data.address],
  facts: ({ data }, links) => ({
    inquiry: data.inquiry,
    inquiryUrl: `${links.reporting}/inquiries/${encodeURIComponent(data.inquiry)}`,
  }),
  urgency: 2,
});
