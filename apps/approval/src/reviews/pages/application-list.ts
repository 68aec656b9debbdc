import { dayInTokyo, formatDate, prefectureName } from '@todoke/japan';
import { ageColumns, institutionTypeWord } from '@todoke/lifecycle';
import { type Cell, type Counted, list } from '@todoke/web';
import type { Official } from '../domain/official.js';
import { queryOfQueue, type Queue } from '../domain/queue.js';
import { agesOf } from '../domain/review.js';
import {
  conditionsOf,
  countsOf,
  type ListedApplication,
  listedApplications,
  ownCountsOf,
  type Shown,
} from '../persistence/application-list.js';
import { searchApplications } from '../persistence/search.js';
import { assigneeWord, stateTag, stateWord, viewerWord, warningWord } from '../words.js';
import { type Chosen, filterOf, filters, shownIn, shownOnes } from './list.form.js';

/** For whom the list is, when, and what is shown. */
export interface ListContext {
  readonly now: Date;
  readonly official: Official;
  readonly shown: Shown;
  /** What the links of the list lead through. */
  readonly queue: Queue;
}

/** Warnings of a row that have room beside each other. */
const warningsShown = 2;

const ofSecretariat = ({ official }: ListContext): boolean => official.role === 'secretariat';

/** Whether only what waits is shown, so that its state needs no column. */
const isPileThatWaits = ({ shown }: ListContext): boolean => shown !== 'all' && shown !== 'undeliverable';

/** 申請一覧: what a prefecture has to decide on, oldest first, in piles; and all other applications. */
export const applicationList = list({
  name: 'applications',
  title: '申請一覧',
  noun: '申請',
  dense: true,
  remembered: true,
  rows: listedApplications,
  filters,
  where: (chosen, { now, official }: ListContext) => conditionsOf(filterOf(chosen, now), official),
  search: {
    label: '申請番号・機関名・コード・電話番号で検索',
    where: (key, { rows, context: { official } }) =>
      searchApplications(rows, key, official.role === 'secretariat' ? undefined : (official.prefecture ?? '')),
  },
  tabs: {
    field: 'pile',
    current: shownIn,
    without: ['state'],
    counts: (snapshot, { context: { official }, chosen: { mine, type } }) =>
      mine === '1'
        ? ownCountsOf(snapshot, official, { state: undefined, type })
        : countsOf(snapshot, official, shownOnes, { state: undefined, type }),
  },
  count: async (snapshot, counted) => {
    const { chosen, context } = counted;
    const { pile = 'waiting', state, type } = chosen;
    if (!isTallied(counted)) return undefined;
    return (await countsOf(snapshot, context.official, [pile], { state, type }))[pile];
  },
  columns: [
    {
      label: '申請番号',
      header: true,
      cell: ({ number }, { queue }) => ({ text: number, href: `/applications/${number}${queryOfQueue(queue)}` }),
    },
    { label: '機関名', wide: true, cell: ({ institutionName }) => institutionName },
    { label: '機関区分', cell: ({ institutionType }) => institutionTypeWord(institutionType) },
    { label: '都道府県', when: ofSecretariat, cell: ({ prefecture }) => prefectureName(prefecture) },
    {
      label: '受付日',
      whole: true,
      sort: 'received',
      cell: ({ receivedAt }) => formatDate(receivedAt),
      csv: ({ receivedAt }) => dayInTokyo(receivedAt),
    },
    {
      label: '状態',
      when: (context) => !isPileThatWaits(context),
      cell: ({ state }) => ({ tag: stateTag(state.name) }),
      csv: false,
    },
    { label: '状態', csv: ({ state }) => stateWord(state.name) },
    { label: '注意点', cell: notesOf, csv: ({ warnings }) => warnings.map(warningWord).join('、') },
    ...ageColumns(agesOf),
    { label: '担当', when: (context) => !ofSecretariat(context), cell: assigneeOf },
  ],
  orders: {
    oldest: { label: '受付日の古い順', by: 'received' },
    newest: { label: '受付日の新しい順', by: 'received', descending: true },
  },
});

/** Whether the counts that are kept know how many there are. */
const isTallied = ({ chosen: { mine, age, from, to }, searching }: Counted<ListContext, Chosen>): boolean =>
  !searching && [mine, age, from, to].every((filter) => filter === undefined);

/** Who has the application open, and what is doubtful about it. */
function notesOf({ warnings, viewers }: ListedApplication, { now, official }: ListContext): Cell {
  const others = viewers.filter(({ sub, until }) => sub !== official.sub && until > now);
  const more = warnings.length - warningsShown;
  return {
    tags: [
      ...others.map(({ shown }) => ({ label: viewerWord(shown), kind: 'info' as const })),
      ...warnings.slice(0, warningsShown).map((warning) => ({ label: warningWord(warning), kind: 'warning' as const })),
      ...(more > 0 ? [{ label: `ほか${more}件`, kind: 'warning' as const }] : []),
    ],
  };
}

function assigneeOf({ number, state, assignee, assigned }: ListedApplication, { official }: ListContext): Cell {
  const text = assignee === official.sub ? '自分' : assignee === null ? 'なし' : assigneeWord(assigned);
  return state.name === 'waiting' ? { text, href: `/applications/${number}/assignee` } : text;
}
