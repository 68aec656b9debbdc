import { formatDateTime, prefectureName, prefectureOptions, prefectures } from '@todoke/japan';
import { institutionTypes, institutionTypeWord, permissions, permissionWords } from '@todoke/lifecycle';
import { form, list } from '@todoke/web';
import { z } from 'zod';
import { institutionLink, type PresentArea } from '../../institutions/index.js';
import { states } from '../domain/report.js';
import { listedReports, reportConditions, type Wanted } from '../persistence/release-list.js';
import { kindWords, stateTags, yearWord } from '../words.js';
import { statesPicture } from './releases/states-picture.js';

/** For whom the list is. */
export interface ListContext {
  /** Of the official; absent for the secretariat, which sees all prefectures. */
  readonly prefecture: string | undefined;
}

/** What the list offers in one request. */
export interface Offers {
  readonly wanted: Wanted;
  readonly prefectures: boolean;
  /** Whether the person enters reports on paper, for those who have none. */
  readonly enters: boolean;
  readonly areas: readonly PresentArea[];
  /** Fiscal years, the newest first. */
  readonly years: readonly number[];
}

const all = { input: 'select', prompt: 'すべて' } as const;
const chosen = { input: 'select', prompt: false } as const;
const stateNames = ['none', ...states] as const;

function filtersFor({ wanted, prefectures: offered, areas, years }: Offers) {
  const codes = new Set(areas.map(({ code }) => code));
  const schema = z.object({
    scheme: z.enum(permissions).catch(wanted.scheme),
    year: z.string().catch(String(wanted.fiscalYear)),
    kind: z.enum(['year', 'occasional']).catch(wanted.occasional ? 'occasional' : 'year'),
    prefecture: z
      .enum(prefectures.map(({ code }) => code))
      .optional()
      .catch(undefined),
    area: z
      .string()
      .optional()
      .transform((code) => (code !== undefined && codes.has(code) ? code : undefined)),
    type: z
      .enum(institutionTypes.map(({ value }) => value))
      .optional()
      .catch(undefined),
    state: z.enum(stateNames).optional().catch(undefined),
  });
  return form(schema, {
    scheme: {
      label: '制度',
      ...chosen,
      options: permissions.map((value) => ({ value, label: permissionWords[value] })),
    },
    year: { label: '年度', ...chosen, options: years.map((year) => ({ value: String(year), label: yearWord(year) })) },
    kind: {
      label: '報告の種類',
      ...chosen,
      options: [
        { value: 'year', label: `${kindWords.new}・${kindWords.yearly}` },
        { value: 'occasional', label: kindWords.occasional },
      ],
    },
    ...(offered && {
      prefecture: {
        label: '都道府県',
        ...all,
        options: prefectureOptions,
      },
    }),
    ...(codes.size > 0 && {
      area: { label: '二次医療圏', ...all, options: areas.map(({ code, name }) => ({ value: code, label: name })) },
    }),
    type: { label: '機関区分', ...all, options: institutionTypes },
    state: { label: '状態', ...all, options: stateNames.map((value) => ({ value, label: stateTags[value].label })) },
  });
}

const linkOf = (institution: string, report: string | null, enters: boolean): string =>
  report !== null
    ? `/releases/${report}`
    : enters
      ? `/paper-reports/begin/${encodeURIComponent(institution)}`
      : institutionLink(institution);

/** 報告の確認・公表: who has reported and who has not. */
export const releaseList = (offers: Offers) =>
  list({
    name: 'releases',
    title: '報告の確認・公表',
    noun: '報告機関',
    rows: listedReports(offers.wanted),
    filters: filtersFor(offers),
    where: ({ prefecture, type, area, state }, context: ListContext) =>
      reportConditions({
        scheme: offers.wanted.scheme,
        prefecture: context.prefecture ?? prefecture,
        type,
        area,
        state,
      }),
    columns: [
      {
        label: '報告機関名',
        header: true,
        wide: true,
        sort: 'name',
        cell: ({ institution, name, report }) => ({
          text: name,
          href: linkOf(institution, report, offers.enters),
        }),
      },
      { label: '機関区分', cell: ({ type }) => institutionTypeWord(type) },
      {
        label: '都道府県',
        when: ({ prefecture }) => prefecture === undefined,
        cell: ({ prefecture }) => prefectureName(prefecture),
      },
      { label: '二次医療圏', sort: 'place', cell: ({ areaName }) => areaName },
      {
        label: '種類',
        cell: ({ kind, route }) => (kind === null ? '' : `${kindWords[kind]}${route === 'paper' ? '（紙）' : ''}`),
      },
      {
        label: '状態',
        cell: ({ state }) => ({ tag: stateTags[state ?? 'none'] }),
        csv: ({ state }) => stateTags[state ?? 'none'].label,
      },
      { label: '報告日時', cell: ({ submittedAt }) => (submittedAt === null ? '' : formatDateTime(submittedAt)) },
    ],
    picture: statesPicture(offers.wanted),
    styles: ['reporting/reports.css'],
    orders: { place: { label: '所在地の順', by: 'place' }, name: { label: '名称の順', by: 'name' } },
  });
