import { dayInTokyo, formatDate, prefectureName, prefectureOptions, prefectures } from '@todoke/japan';
import { ageColumns, institutionTypeWord, type Route, routeWords, stateTag } from '@todoke/lifecycle';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import { agesOf, lifecycleState, type Status, statusWord, transitions } from '../../domain/application.js';
import { conditionsOf, type ApplicationToCheck, rowsToCheck } from '../../persistence/applications-to-check.js';
import { addressOf } from './application/address.js';

const statuses = Object.keys(transitions) as Status[];
const routes = Object.keys(routeWords) as Route[];
const codes = prefectures.map(({ code }) => code);

/** When the list is looked at, for the ages. */
export interface CheckContext {
  readonly now: Date;
}

/** A value that is not offered counts as absent. */
const filters = form(
  z.object({
    status: z.enum([...statuses, 'all']).catch('to-check'),
    prefecture: z.enum(codes).optional().catch(undefined),
    route: z.enum(routes).optional().catch(undefined),
  }),
  {
    status: {
      label: '状態',
      input: 'select',
      prompt: false,
      options: [...statuses.map((value) => ({ value, label: statusWord(value) })), { value: 'all', label: 'すべて' }],
    },
    prefecture: {
      label: '都道府県',
      input: 'select',
      prompt: 'すべて',
      options: prefectureOptions,
    },
    route: {
      label: '申請方法',
      input: 'select',
      prompt: 'すべて',
      options: routes.map((value) => ({ value, label: routeWords[value] })),
    },
  },
);

/** 確認待ち一覧 (R66): the applications that the secretariat has to check, the oldest first, with their ages. */
export const applicationsToCheck = list({
  name: 'applications-to-check',
  title: '確認待ち一覧',
  noun: '申請',
  rows: rowsToCheck,
  filters,
  where: ({ status, prefecture, route }) =>
    conditionsOf({ status: status === 'all' ? undefined : status, prefecture, route }),
  columns: [
    {
      label: '申請番号',
      header: true,
      cell: ({ number }: ApplicationToCheck) => ({ text: number, href: addressOf(number) }),
    },
    { label: '機関名', wide: true, cell: ({ institutionName }) => institutionName },
    { label: '機関区分', cell: ({ institutionType }) => institutionTypeWord(institutionType) },
    { label: '都道府県', cell: ({ prefecture }) => prefectureName(prefecture) },
    { label: '申請方法', cell: ({ route }) => routeWords[route] },
    {
      label: '申請日',
      whole: true,
      sort: 'submitted',
      cell: ({ submittedAt }) => formatDate(submittedAt),
      csv: ({ submittedAt }) => dayInTokyo(submittedAt),
    },
    {
      label: '承認日',
      whole: true,
      cell: ({ approvedAt }) => formatDate(approvedAt),
      csv: ({ approvedAt }) => dayInTokyo(approvedAt),
    },
    // A late age is marked while a desk still has something to do (R66).
    ...ageColumns(agesOf),
    {
      label: '状態',
      cell: ({ status }) => ({ tag: stateTag(lifecycleState(status)) }),
      csv: ({ status }) => statusWord(status),
    },
  ],
  orders: {
    oldest: { label: '申請日の古い順', by: 'submitted' },
    newest: { label: '申請日の新しい順', by: 'submitted', descending: true },
  },
});
