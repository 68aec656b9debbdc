import { formatDateTime, formatMachineTime, prefectureName } from '@todoke/japan';
import { form, list, type List, telephoneCell } from '@todoke/web';
import { z } from 'zod';
import {
  answerPath,
  findSurvey,
  formOn,
  owing,
  presentRound,
  roundName,
  stateOf,
  stateTags,
} from '../../../surveys/index.js';
import { answerConditions, type AnswerRow, answerRows } from '../../persistence/answers.js';
import { ofArea, ofPrefecture, place, searchByPlaceOrName } from '../filters.js';
import type { Viewer } from '../table.js';
import { answerColumns } from './columns.js';

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

const stateOfRow = ({ answeredAt, late }: AnswerRow) =>
  stateTags[stateOf(answeredAt === null ? undefined : { late: late === true })];

const prefectureOf = ({ prefecture }: AnswerRow): string => prefectureName(prefecture);

/** The answers to one survey of institutions. */
interface AnswersTable {
  readonly key: string;
  readonly title: string;
  /** Key of the survey. */
  readonly survey: string;
}

/**
 * The present round of a survey of institutions: all that owe an answer, with whom to call; files have all items that
 * were answered as well.
 */
export function answerList(
  { key, title, survey: name }: AnswersTable,
  { jurisdiction, whole, now }: Viewer,
): List<Viewer> {
  const survey = findSurvey(name);
  if (survey === undefined) throw new Error(`there is no survey named ${name}`);
  const day = presentRound(survey.cadence, now);
  const present = formOn(survey, day);
  const owed = owing({ survey: survey.form, audience: present.audience, day }, jurisdiction);
  return list({
    name: key,
    title,
    noun: '医療機関',
    rows: answerRows(owed),
    filters,
    where: ({ answered, ...chosen }, _viewer: Viewer) =>
      answerConditions(owed, { ...chosen, answered: answered && answered === 'yes' }),
    search: { label: 'レポートテーブルを検索', hint: '二次医療圏または医療機関名', where: searchByPlaceOrName },
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
        whole: true,
        cell: ({ answeredAt }) => (answeredAt === null ? '' : formatDateTime(answeredAt)),
        csv: ({ answeredAt }) => (answeredAt === null ? '' : formatMachineTime(answeredAt)),
      },
      { label: '電話番号', code: true, cell: ({ phone }) => telephoneCell(phone) },
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
