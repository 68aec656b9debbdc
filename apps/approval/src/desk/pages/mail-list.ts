import { dayInTokyo, formatDate, formatDateTime, prefectureName } from '@todoke/japan';
import { mailTitle } from '@todoke/lifecycle';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import {
  type ListedMails,
  listedMails,
  mailTag,
  searchApplications,
  shownMails,
  stateTag,
  stateWord,
} from '../../reviews/index.js';
import { conditionsOf } from '../persistence/institution-list.js';
import type { ListContext } from './list.form.js';

/** The mail that was sent or is due last. */
const lastOf = ({ state, route, outcomes }: ListedMails) =>
  shownMails({ state: { name: state }, route }, outcomes).at(-1);

/** メール送信状況: applications, each with the last of its mails (R81). */
export const mailList = list({
  name: 'mails',
  title: 'メール送信状況',
  noun: '申請',
  rows: listedMails,
  filters: form(z.object({}), {}),
  where: (_chosen, { prefecture }: ListContext) => conditionsOf({ prefecture, municipality: undefined }),
  search: {
    label: '機関名・申請番号・コード・電話番号',
    hint: '機関名は一部だけでも、全角・半角などの表記が違っても見つかります。',
    where: (key, { rows, context }) => searchApplications(rows, key, context.prefecture),
  },
  columns: [
    { label: '申請番号', header: true, cell: ({ number }) => ({ text: number, href: `/mails/${number}` }) },
    { label: '機関名', wide: true, cell: ({ institutionName }) => institutionName },
    {
      label: '都道府県',
      when: ({ prefecture }) => prefecture === undefined,
      cell: ({ prefecture }) => prefectureName(prefecture),
    },
    {
      label: '受付日',
      whole: true,
      sort: 'received',
      cell: ({ receivedAt }) => formatDate(receivedAt),
      csv: ({ receivedAt }) => dayInTokyo(receivedAt),
    },
    { label: '申請の状態', cell: ({ state }) => ({ tag: stateTag(state) }), csv: ({ state }) => stateWord(state) },
    {
      label: '最後のメール',
      cell: (row) => {
        const last = lastOf(row);
        return last === undefined ? '' : mailTitle(last.mail);
      },
    },
    {
      label: 'メールの状態',
      cell: (row) => {
        const last = lastOf(row);
        return last === undefined ? '' : { tag: mailTag(last.state) };
      },
    },
    {
      label: '日時',
      whole: true,
      cell: (row) => {
        const last = lastOf(row);
        return last === undefined || last.state === 'expected' ? '' : formatDateTime(last.at);
      },
    },
  ],
  orders: {
    newest: { label: '受付日の新しい順', by: 'received', descending: true },
    oldest: { label: '受付日の古い順', by: 'received' },
  },
});
