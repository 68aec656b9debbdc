import { answerText, type Values } from '@todoke/forms';
import { formatDateTime, formatMachineTime, prefectureName } from '@todoke/japan';
import { type ListColumn, telephoneCell } from '@todoke/web';
import { institutionLink } from '../../../institutions/index.js';
import { findSurvey, formOf } from '../../../surveys/index.js';
import { ageWord, hoursSince, isOld, usage } from '../../domain/beds.js';
import type { BedOrder, BedRow, FullBedRow } from '../../persistence/beds.js';
import type { Viewer } from '../table.js';

type Column = ListColumn<BedRow, Viewer, BedOrder>;
type FullColumn = ListColumn<FullBedRow, Viewer, BedOrder>;

const figure = ({ answers }: BedRow, key: string): number | undefined => {
  const value = answers?.[key];
  return typeof value === 'number' ? value : undefined;
};

/** An answer in words, by the version of the form in which it was given. */
function text({ answers, formVersion }: BedRow, key: string): string {
  const survey = findSurvey('daily');
  const item = survey && formVersion !== null ? formOf(survey, formVersion).item(key) : undefined;
  return item === undefined ? '' : answerText(item, (answers as Values | null)?.[key]);
}

const choice = ({ answers }: BedRow, key: string): string => {
  const value = answers?.[key];
  return typeof value === 'string' ? value : '';
};

/** Beds or patients, and how many of them are for the severely ill: 12（3）. In files they are two columns. */
const beds = (label: string, [whole, severe]: readonly [string, string], ofSevere: string): readonly Column[] => [
  {
    label: `${label}（うち重症）`,
    numeric: true,
    cell: (row) => {
      const [all, some] = [figure(row, whole), figure(row, severe)];
      if (all === undefined) return '';
      return some === undefined ? all : `${all.toLocaleString('ja-JP')}（${some.toLocaleString('ja-JP')}）`;
    },
    csv: false,
  },
  { label, csv: (row) => figure(row, whole) },
  { label: ofSevere, csv: (row) => figure(row, severe) },
];

const acceptanceKinds: Readonly<Record<string, 'success' | 'warning' | 'danger'>> = {
  yes: 'success',
  conditional: 'warning',
  no: 'danger',
};

const acceptanceWord = (row: BedRow): string => (row.answeredAt === null ? '未回答' : text(row, 'acceptance'));

const usageOf = (row: BedRow): number | undefined => usage(figure(row, 'in_hospital'), figure(row, 'secured_beds'));

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const place: readonly Column[] = [
  { label: '都道府県', cell: ({ prefecture }) => prefectureName(prefecture) },
  { label: '二次医療圏', sort: 'place', cell: ({ areaName }) => areaName },
];
const nameAndCode: readonly Column[] = [
  {
    label: '医療機関名',
    header: true,
    wide: true,
    cell: ({ id, name }) => ({ text: name, href: institutionLink(id) }),
  },
  { label: '医療機関コード', code: true, csv: ({ institutionCode }) => institutionCode ?? '' },
];
const acceptance: Column = {
  label: '受入可否',
  cell: (row) => ({
    tag: { label: acceptanceWord(row), kind: acceptanceKinds[choice(row, 'acceptance')] ?? 'neutral' },
  }),
  csv: acceptanceWord,
};
const figures: readonly Column[] = [
  ...beds('空床数', ['empty_beds', 'empty_severe'], '空床数のうち重症者用'),
  {
    label: '使用率',
    numeric: true,
    cell: (row) => {
      const share = usageOf(row);
      return share === undefined ? '' : { text: percent(share), bar: share };
    },
    csv: (row) => {
      const share = usageOf(row);
      return share === undefined ? undefined : percent(share);
    },
  },
  ...beds('入院患者数', ['in_hospital', 'severe'], '入院患者数のうち重症者'),
  ...beds('即応病床数', ['ready_beds', 'ready_severe'], '即応病床数のうち重症者用'),
  ...beds('確保病床数', ['secured_beds', 'secured_severe'], '確保病床数のうち重症者用'),
];
const comment: Column = { label: 'コメント', cell: (row) => text(row, 'comment') };
const updated: readonly Column[] = [
  {
    label: '更新日時',
    whole: true,
    sort: 'updated',
    cell: ({ answeredAt }) => (answeredAt === null ? '' : formatDateTime(answeredAt)),
    csv: ({ answeredAt }) => (answeredAt === null ? '' : formatMachineTime(answeredAt)),
  },
  {
    label: '経過時間',
    csvLabel: '経過時間（時間）',
    cell: ({ answeredAt }, { now }) => {
      if (answeredAt === null) return '';
      const age = ageWord(answeredAt, now);
      return isOld(answeredAt, now) ? { tag: { label: `${age}（24時間超）`, kind: 'warning' } } : age;
    },
    csv: ({ answeredAt }, { now }) => (answeredAt === null ? undefined : hoursSince(answeredAt, now)),
  },
  {
    label: '24時間超',
    csv: ({ answeredAt }, { now }) => (answeredAt !== null && isOld(answeredAt, now) ? '○' : ''),
  },
];

/** The items of 地域病床見える化, in the order in which both versions have them. */
export const shortColumns: readonly Column[] = [...place, ...nameAndCode, acceptance, ...figures, comment, ...updated];

/** All items: those of the short version, and what one asks before a call (R148). */
export const fullColumns: readonly FullColumn[] = [
  ...place,
  { label: '市区町村', cell: ({ municipality }) => municipality },
  ...nameAndCode,
  { label: '電話番号', code: true, cell: ({ phone }) => telephoneCell(phone) },
  { label: '担当者', cell: ({ contacts }) => contacts.join('、') },
  { label: 'メールアドレス', cell: ({ mails }) => mails.join('、') },
  acceptance,
  { label: '受入可能な患者', cell: (row) => text(row, 'acceptance_for') },
  ...figures,
  ...(
    [
      ['空床数のうち小児', 'empty_children'],
      ['空床数のうち妊産婦', 'empty_maternity'],
      ['空床数のうち透析患者', 'empty_dialysis'],
    ] as const
  ).map(([label, key]): Column => ({ label, numeric: true, cell: (row) => figure(row, key) ?? '' })),
  comment,
  ...updated,
];
