import { applicationFields, applicationKeys, type ApplicationKey, localExamples } from '@todoke/application-form';
import { cursorOf } from '../domain/pass.js';

/** Examples of the document; fictitious. */

const ofPlace: Partial<Record<ApplicationKey, string>> = { ...localExamples('46'), prefecture: '46' };

/** Items as they are sent, valid for 鹿児島県 (46). */
export const proxyApplication = Object.fromEntries(
  applicationKeys.map((key) => [key, ofPlace[key] ?? applicationFields[key].example ?? '']),
) as Record<ApplicationKey, string>;

const instants = { receivedAt: '2026-11-20T01:00:00.000Z', updatedAt: '2026-11-20T01:00:00.100Z' };
const number = 'APF-00000001';
const facts = { number, status: 'waiting', round: 1, route: 'self', prefecture: '46' };

export const list = {
  applications: [{ ...facts, institutionName: 'サンプル薬局', institutionType: 'pharmacy', ...instants }],
  nextCursor: null,
  resumeCursor: cursorOf({ after: 1 }),
};

export const application = { ...facts, ...instants, items: proxyApplication };

const decidedAt = '2026-11-20T02:00:00.000Z';
export const approved = { number, status: 'approved', decidedAt };
export const rejected = { number, status: 'rejected', decidedAt };
export const rejection = {
  reason: '保険機関コードが確認できません。正しいコードを入力して、もう一度申請してください。',
};
export const filed = { number: 'APF-50000000', status: 'approved' };

const cells = (values: readonly string[]): string => values.join(',');
const labelOf = (key: ApplicationKey): string => applicationFields[key].label;

export const csv = [
  cells(applicationKeys.map(labelOf)),
  cells(applicationKeys.map((key) => proxyApplication[key])),
].join('\r\n');

export const importReport = {
  filed: 1,
  rows: [
    { row: 2, institutionName: 'サンプル薬局', result: 'filed', number: 'APF-50000001', notes: [] },
    {
      row: 3,
      institutionName: 'サンプル診療所',
      result: 'faulty',
      notes: [
        { column: labelOf('phone'), text: '電話番号は、ハイフンなしの半角数字10桁または11桁で入力してください。' },
      ],
    },
  ],
};

export const mails = {
  mails: [
    { mail: 'M2', status: 'accepted', possiblyTwice: false, at: '2026-11-20T01:00:05.000Z' },
    { mail: 'M3', status: 'waiting', possiblyTwice: false },
  ],
};
