import { reportReturned } from '@todoke/events';
import { permissionWords } from '@todoke/lifecycle';
import { defineMail } from '../define-mail.js';
import { calendarDay } from '../wording.js';

const kinds = { new: '新規報告', yearly: '定期報告', occasional: '随時報告' } as const;

/** M11, 報告の差戻し: what the prefecture wants corrected, and where. Nobody to whom to write, no mail. */
export const reportReturnedMail = defineMail({
  code: 'M11',
  at: import.meta.url,
  on: reportReturned,
  when: ({ data }) => data.addresses.length > 0,
  reference: ({ data }) => `${data.institution} ${data.year}`,
  addresses: ({ data }) => data.addresses,
  facts: ({ data }, links) => ({
    institutionName: data.institutionName,
    report: `${permissionWords[data.scheme]}　${data.year}年度　${kinds[data.kind]}`,
    reason: data.reason,
    until: data.until === undefined ? 'なるべく早く' : `${calendarDay(data.until)}まで`,
    reportUrl: `${links.reporting}/reports/${data.scheme}/${data.kind}`,
  }),
  urgency: 2,
});
