import { dayInTokyo, formatDate, prefectureName } from '@todoke/japan';
import { ageAt, ageCell } from '@todoke/lifecycle';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import { changeStates, endOf, isOpen } from '../../domain/address-change.js';
import { conditionsOf, type ListedChange, listedChanges } from '../../persistence/address-change-list.js';
import { changeTag, changeWords } from '../../words.js';

/** For whom the list is, and when. */
export interface ChangeContext {
  readonly now: Date;
  /** Absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
}

/** What is not carried out yet is shown where nothing is said. */
const filters = form(z.object({ state: z.enum(['open', ...changeStates, 'all']).catch('open') }), {
  state: {
    label: '状態',
    input: 'select',
    prompt: false,
    options: [
      { value: 'open', label: `${changeWords.received}・${changeWords.requested}` },
      ...changeStates.map((value) => ({ value, label: changeWords[value] })),
      { value: 'all', label: 'すべて' },
    ],
  },
});

const statesOf = (state: string) =>
  state === 'all' ? undefined : changeStates.filter((name) => (state === 'open' ? isOpen({ name }) : name === state));

/** The age, which counts until the end; what has ended is never late (R82). */
function ageOf({ receivedAt, state }: ListedChange, now: Date) {
  const end = endOf(state);
  const age = ageAt(receivedAt, end ?? now);
  return { ...age, late: age.late && end === undefined };
}

/** メールアドレス変更依頼, without the addresses. */
export const addressChangeList = list({
  name: 'address-changes',
  title: 'メールアドレス変更依頼',
  noun: '依頼',
  rows: listedChanges,
  filters,
  where: ({ state }, { prefecture }: ChangeContext) => conditionsOf({ prefecture, states: statesOf(state) }),
  columns: [
    {
      label: '受付日',
      whole: true,
      sort: 'received',
      cell: ({ receivedAt }) => formatDate(receivedAt),
      csv: ({ receivedAt }) => dayInTokyo(receivedAt),
    },
    {
      label: '機関名',
      header: true,
      cell: ({ id, institutionName }) => ({ text: institutionName, href: `/address-changes/${id}` }),
    },
    { label: '機関コード', code: true, cell: ({ institutionCode }) => institutionCode ?? '—' },
    {
      label: '都道府県',
      when: ({ prefecture }) => prefecture === undefined,
      cell: ({ prefecture }) => prefectureName(prefecture),
    },
    { label: '状態', cell: ({ state }) => ({ tag: changeTag(state.name) }) },
    {
      label: '経過日数',
      numeric: true,
      cell: (change, { now }) => ageCell(ageOf(change, now)),
      csv: (change, { now }) => ageOf(change, now).days,
    },
  ],
  orders: {
    oldest: { label: '受付日の古い順', by: 'received' },
    newest: { label: '受付日の新しい順', by: 'received', descending: true },
  },
});
