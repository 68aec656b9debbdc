import { dayInTokyo, formatDate, formatDateTime, prefectureName, prefectureOptions, prefectures } from '@todoke/japan';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import { apiClientRows, conditionsOf, type ListedApiClient } from '../../persistence/api-client-list.js';
import { kindWord, scopesText } from './words.js';

const states = ['active', 'revoked', 'all'] as const;
const stateWords = { active: '有効', revoked: '失効', all: 'すべて' };
const codes = prefectures.map(({ code }) => code);

/** A value that is not offered counts as absent. */
const filters = form(
  z.object({ state: z.enum(states).catch('active'), prefecture: z.enum(codes).optional().catch(undefined) }),
  {
    state: {
      label: '状態',
      input: 'select',
      prompt: false,
      options: states.map((value) => ({ value, label: stateWords[value] })),
    },
    prefecture: {
      label: '都道府県',
      input: 'select',
      prompt: 'すべて',
      options: prefectureOptions,
    },
  },
);

const stateOf = ({ revokedAt }: ListedApiClient): 'active' | 'revoked' => (revokedAt === null ? 'active' : 'revoked');

/** API連携: the systems of prefectures, the newest first. */
export const apiClientList = list({
  name: 'api-clients',
  title: 'API連携',
  noun: 'APIクライアント',
  rows: apiClientRows,
  filters,
  where: ({ state, prefecture }) => conditionsOf({ state: state === 'all' ? undefined : state, prefecture }),
  columns: [
    {
      label: 'クライアントID',
      header: true,
      cell: ({ id }: ListedApiClient) => ({ text: id, href: `/api-clients/${id}` }),
    },
    { label: '名称', wide: true, cell: ({ name }) => name },
    { label: '都道府県', cell: ({ prefecture }) => prefectureName(prefecture) },
    { label: 'できること', wide: true, cell: ({ scopes }) => scopesText(scopes) },
    { label: '用途', cell: ({ sandbox }) => kindWord(sandbox) },
    {
      label: '発行日',
      whole: true,
      sort: 'issued',
      cell: ({ issuedAt }) => formatDate(issuedAt),
      csv: ({ issuedAt }) => dayInTokyo(issuedAt),
    },
    { label: '最終利用', cell: ({ lastUsedAt }) => (lastUsedAt === null ? '' : formatDateTime(lastUsedAt)) },
    {
      label: '状態',
      cell: (client) => ({
        tag: { label: stateWords[stateOf(client)], kind: stateOf(client) === 'active' ? 'success' : 'neutral' },
      }),
      csv: (client) => stateWords[stateOf(client)],
    },
  ],
  orders: {
    newest: { label: '発行日の新しい順', by: 'issued', descending: true },
    oldest: { label: '発行日の古い順', by: 'issued' },
  },
});
