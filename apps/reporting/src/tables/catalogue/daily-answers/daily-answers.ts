import { type Day, formatDateTime, formatMachineTime, prefectureName } from '@todoke/japan';
import { form, list, type List } from '@todoke/web';
import { z } from 'zod';
import { answerPath, findSurvey, formOn, owing, roundName, stateOf, stateTags } from '../../../surveys/index.js';
import { dailyConditions, type DailyRow, dailyRows, namedInDaily } from '../../persistence/daily-answers.js';
import { ofArea, ofPrefecture, place } from '../filters.js';
import type { Table, Viewer } from '../table.js';
import { answerColumns } from './answer-columns.js';

const title = '当日の日次調査回答状況';

const filters = form(z.object({ answered: z.enum(['yes', 'no']).optional().catch(undefined), ...place }), {
  answered: {
    label: '回答状況',
    input: 'select',
    prompt: 'すべて',
    options: [
      { value: 'yes', label: '回答済' },
      { value: 'no', label: '未回答' },
    ],
  },
  prefecture: ofPrefecture,
  area: ofArea,
});

const stateOfRow = ({ answeredAt, late }: DailyRow) =>
  stateTags[stateOf(answeredAt === null ? undefined : { late: late === true })];

const prefectureOf = ({ prefecture }: DailyRow): string => prefectureName(prefecture);

/** Today's 日次調査 of all that owe it (R135, R137, R138): whom to call, and in the file all that was answered. */
export const dailyAnswers: Table = {
  key: 'daily-answers',
  names: ['日次調査csv出力', title],
  about: '当日の日次調査の回答状況と連絡先です。CSVファイルには、回答されたすべての項目が入ります。',
  lead: '日次調査csv出力は、「編集」の「エクスポート」から行います。回答されたすべての項目がファイルに入ります。',
  folder: 'surveys',
  list: listOn,
};

function listOn({ jurisdiction, whole }: Viewer, day: Day): List<Viewer> {
  const survey = findSurvey('daily');
  if (survey === undefined) throw new Error('there is no survey named daily');
  const present = formOn(survey, day);
  const owed = owing({ survey: survey.form, audience: present.audience, day }, jurisdiction);
  return list({
    name: 'daily-answers',
    title,
    noun: '医療機関',
    rows: dailyRows(owed),
    filters,
    where: ({ answered, ...chosen }, _viewer: Viewer) =>
      dailyConditions(owed, { ...chosen, answered: answered && answered === 'yes' }),
    search: { label: 'レポートテーブルを検索', hint: '二次医療圏または医療機関名', where: namedInDaily },
    columns: [
      { label: '日付', csv: () => day },
      {
        label: 'タイトル',
        csvLabel: '医療機関名',
        header: true,
        wide: true,
        cell: ({ id, name }) => ({
          text: `${roundName(present.cadence, day)} ${name}`,
          href: answerPath(present.form, day, id),
        }),
        csv: ({ name }) => name,
      },
      { label: '医療機関コード', code: true, csv: ({ institutionCode }) => institutionCode ?? '' },
      { label: '都道府県', ...(whole ? { cell: prefectureOf } : { csv: prefectureOf }) },
      { label: '二次医療圏', sort: 'place', cell: ({ areaName }) => areaName },
      { label: '市区町村', cell: ({ municipality }) => municipality },
      {
        label: '回答状況',
        sort: 'answered',
        cell: (row) => ({ tag: stateOfRow(row) }),
        csv: (row) => stateOfRow(row).label,
      },
      {
        label: '回答日時',
        cell: ({ answeredAt }) => (answeredAt === null ? '' : formatDateTime(answeredAt)),
        csv: ({ answeredAt }) => (answeredAt === null ? '' : formatMachineTime(answeredAt)),
      },
      { label: '電話番号', code: true, cell: ({ phone }) => phone ?? '' },
      { label: 'メールアドレス', cell: ({ mails }) => mails.join('、') },
      ...answerColumns(present),
    ],
    orders: {
      place: { label: '二次医療圏の順', by: 'place' },
      unanswered: { label: '未回答を先に', by: 'answered' },
      name: { label: '医療機関名の順', by: 'name' },
    },
    capped: true,
    menu: { label: '編集' },
  });
}
