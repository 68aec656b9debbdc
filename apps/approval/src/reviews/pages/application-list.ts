import { dayInTokyo, formatDate, prefectureName } from '@todoke/japan';
import { ageColumns, institutionTypeWord } from '@todoke/lifecycle';
import { list } from '@todoke/web';
import { agesOf } from '../domain/review.js';
import { conditionsOf, listedApplications } from '../persistence/application-list.js';
import { stateTag, stateWord } from '../words.js';
import { filterOf, filters } from './list.form.js';

/** For whom the list is, and when. */
export interface ListContext {
  readonly now: Date;
  /** Absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
}

/** 申請一覧. */
export const applicationList = list({
  name: 'applications',
  title: '申請一覧',
  noun: '申請',
  rows: listedApplications,
  filters,
  where: (chosen, { prefecture }: ListContext) => conditionsOf({ ...filterOf(chosen), prefecture }),
  columns: [
    {
      label: '申請番号',
      header: true,
      cell: ({ number }) => ({ text: number, href: `/applications/${number}` }),
    },
    { label: '機関名', wide: true, cell: ({ institutionName }) => institutionName },
    { label: '機関区分', cell: ({ institutionType }) => institutionTypeWord(institutionType) },
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
    { label: '状態', cell: ({ state }) => ({ tag: stateTag(state.name) }), csv: ({ state }) => stateWord(state.name) },
    ...ageColumns(agesOf),
  ],
  orders: {
    newest: { label: '受付日の新しい順', by: 'received', descending: true },
    oldest: { label: '受付日の古い順', by: 'received' },
  },
});
