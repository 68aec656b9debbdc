import { dayInTokyo, formatDate, formatDateTime, prefectureName } from '@todoke/japan';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import { roleWord } from '../../people/index.js';
import { isVoidable } from '../domain/todo.js';
import { conditionsOf, type ListedTodo, listedTodos } from '../persistence/todo-list.js';
import { adviceFor, groups, kindsOf, type TodoGroup, todoWords } from '../words.js';

/** For whom the list is, and when. */
export interface TodoContext {
  readonly now: Date;
  /** Absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
  /** What the person may do with a to-do. */
  readonly may: { readonly mark: boolean; readonly void: boolean };
  /** What is set, as in an address, so that a button leads back to it. */
  readonly set: string;
}

const names = Object.keys(groups) as TodoGroup[];

/** The filters of 要対応. What is open is shown where nothing is said. */
const filters = form(
  z.object({ state: z.enum(['open', 'done']).catch('open'), kind: z.enum(names).optional().catch(undefined) }),
  {
    state: {
      label: '状態',
      input: 'select',
      prompt: false,
      options: [
        { value: 'open', label: '未対応' },
        { value: 'done', label: '連絡済み' },
      ],
    },
    kind: {
      label: '種別',
      input: 'select',
      prompt: 'すべて',
      options: names.map((value) => ({ value, label: groups[value] })),
    },
  },
);

/** 要対応: what officials have to tell somebody, or to look after. */
export const todoList = list({
  name: 'todos',
  title: '要対応',
  noun: '対応事項',
  rows: listedTodos,
  filters,
  where: ({ state, kind }, { prefecture, now }: TodoContext) =>
    conditionsOf({ prefecture, state, kinds: kind && kindsOf(kind), now }),
  columns: [
    {
      label: '発生日',
      whole: true,
      sort: 'since',
      cell: ({ since }) => formatDate(since),
      csv: ({ since }) => dayInTokyo(since),
    },
    { label: '種別', cell: ({ kind }) => ({ tag: todoWords[kind].tag }) },
    {
      label: '機関名',
      header: true,
      cell: ({ institutionName, number, change }) => ({
        text: institutionName,
        href: number === undefined ? `/address-changes/${change}` : `/applications/${number}`,
      }),
    },
    { label: '申請番号', whole: true, cell: ({ number }) => number ?? '—' },
    {
      label: '都道府県',
      when: ({ prefecture }) => prefecture === undefined,
      cell: ({ prefecture }) => prefectureName(prefecture),
    },
    {
      label: '内容と対応',
      wide: true,
      cell: ({ kind, reason, voidingAsked }) => adviceFor({ kind, reason, voidingAsked: voidingAsked !== undefined }),
    },
    {
      label: '対応',
      cell: (todo, context) => ({
        text: doneWord(todo),
        about: todo.institutionName,
        actions: actionsFor(todo, context),
      }),
      csv: (todo) => doneWord(todo),
    },
  ],
  orders: {
    oldest: { label: '発生日の古い順', by: 'since' },
    newest: { label: '発生日の新しい順', by: 'since', descending: true },
  },
});

/** Who told the institution and when; blank where nobody has. */
function doneWord({ state, doneBy }: ListedTodo): string {
  if (state.name !== 'done') return '';
  return `連絡済み：${doneBy?.name ?? roleWord(doneBy?.role)}（${formatDateTime(state.at)}）`;
}

function actionsFor(todo: ListedTodo, { may, set }: TodoContext): { label: string; action: string }[] {
  const to = (verb: string): string => `/todos/${todo.id}/${verb}${set === '' ? '' : `?${set}`}`;
  if (!may.mark) return [];
  if (todo.state.name === 'done') return [{ label: '未対応に戻す', action: to('open') }];
  return [
    ...(may.void && isVoidable(todo) ? [{ label: 'アカウントを取り消す', action: to('void') }] : []),
    { label: '連絡済み', action: to('done') },
  ];
}
