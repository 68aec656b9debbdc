import type { Form } from '@todoke/forms';
import { type Day, formatDateTime, formatMachineTime, prefectureName, prefectureOptions } from '@todoke/japan';
import { placedIn, type PresentArea, searchInstitutions } from '../../../institutions/index.js';
import { day, form, list, telephoneCell } from '@todoke/web';
import { z } from 'zod';
import { stateOf } from '../../domain/answer.js';
import { answerPath } from '../../domain/respondent.js';
import type { Owing } from '../../persistence/owing.js';
import {
  answeredIs,
  type ListedPrefecture,
  type ListedRespondent,
  prefectureRows,
  respondentRows,
} from '../../persistence/respondents.js';
import { roundName, stateTags } from '../../words.js';

/** A round that is listed. */
interface Listed {
  readonly survey: Form;
  readonly day: Day;
  readonly owing: Owing;
}

const states = [
  { value: 'yes', label: '回答済' },
  { value: 'no', label: '未回答' },
] as const;

const answered = z.enum(['yes', 'no']).optional().catch(undefined);
const ofRound = { label: '日付', input: 'date', width: 'short' } as const;
const ofState = { label: '回答状況', input: 'select', prompt: 'すべて', options: states } as const;

/** The filters of a list of institutions; the secretariat's has the prefecture, others have the areas of their own. */
function filtersFor(areas: readonly PresentArea[], whole: boolean) {
  const codes = new Set(areas.map(({ code }) => code));
  const schema = z.object({
    day: day.optional(),
    answered,
    prefecture: z.string().optional().catch(undefined),
    area: z
      .string()
      .refine((code) => codes.has(code))
      .optional()
      .catch(undefined),
  });
  const ofPrefecture = {
    label: '都道府県',
    input: 'select',
    prompt: 'すべて',
    options: prefectureOptions,
  } as const;
  const ofArea = {
    label: '二次医療圏',
    input: 'select',
    prompt: 'すべて',
    options: areas.map(({ code, name }) => ({ value: code, label: name })),
  } as const;
  return form(schema, {
    day: ofRound,
    answered: ofState,
    ...(whole && { prefecture: ofPrefecture }),
    ...(areas.length > 0 && { area: ofArea }),
  });
}

const stateOfRow = ({ answeredAt, late }: Pick<ListedRespondent, 'answeredAt' | 'late'>) =>
  stateTags[stateOf(answeredAt === null ? undefined : { late: late === true })];

const timeOf = ({ answeredAt }: Pick<ListedRespondent, 'answeredAt'>): string =>
  answeredAt === null ? '' : formatDateTime(answeredAt);

const timeInFile = ({ answeredAt }: Pick<ListedRespondent, 'answeredAt'>): string =>
  answeredAt === null ? '' : formatMachineTime(answeredAt);

/**
 * The institutions that owe an answer to a round, with 回答済 or 未回答 and the telephone number to ask at (R138). A list
 * of its own for each round, since the round is part of where its rows come from.
 * @param prefecture of the official; undefined for the whole country
 */
export const respondentList = (
  { survey, day: round, owing }: Listed,
  areas: readonly PresentArea[],
  prefecture: string | undefined,
) =>
  list({
    name: `survey-${survey.form}`,
    title: survey.title,
    noun: '医療機関',
    rows: respondentRows(owing),
    filters: filtersFor(areas, prefecture === undefined),
    where: (chosen) => [
      ...owing.where,
      ...(chosen.answered === undefined ? [] : [answeredIs(owing, chosen.answered === 'yes')]),
      ...placedIn(chosen),
    ],
    search: {
      label: '医療機関名または二次医療圏',
      where: (key, { rows, chosen }) =>
        searchInstitutions(rows, key, { prefecture: prefecture ?? chosen.prefecture, also: 'areas' }),
    },
    columns: [
      { label: '日付', csv: () => round },
      {
        label: 'タイトル',
        csvLabel: '医療機関名',
        header: true,
        wide: true,
        cell: ({ id, name }) => ({
          text: `${roundName(survey.cadence, round)} ${name}`,
          href: answerPath(survey.form, round, id),
        }),
        csv: ({ name }) => name,
      },
      { label: '医療機関のID', csv: ({ id }) => id },
      { label: '都道府県', when: () => prefecture === undefined, cell: (row) => prefectureName(row.prefecture) },
      { label: '二次医療圏', sort: 'place', cell: ({ areaName }) => areaName },
      { label: '市区町村', cell: ({ municipality }) => municipality },
      { label: '回答状況', cell: (row) => ({ tag: stateOfRow(row) }), csv: (row) => stateOfRow(row).label },
      { label: '回答日時', whole: true, cell: timeOf, csv: timeInFile },
      { label: '電話番号', code: true, cell: ({ phone }) => telephoneCell(phone) },
    ],
    orders: {
      place: { label: '二次医療圏の順', by: 'place' },
      name: { label: '医療機関名の順', by: 'name' },
      unanswered: { label: '未回答を先に', by: 'answered' },
    },
  });

/** The prefectures that owe an answer to a round. */
export const prefectureList = ({ survey, day: round, owing }: Listed) =>
  list({
    name: `survey-${survey.form}`,
    title: survey.title,
    noun: '都道府県',
    rows: prefectureRows(owing),
    filters: form(z.object({ day: day.optional(), answered }), { day: ofRound, answered: ofState }),
    where: (chosen) => [
      ...owing.where,
      ...(chosen.answered === undefined ? [] : [answeredIs(owing, chosen.answered === 'yes')]),
    ],
    columns: [
      { label: '日付', csv: () => round },
      {
        label: 'タイトル',
        csvLabel: '都道府県',
        header: true,
        wide: true,
        cell: ({ id }: ListedPrefecture) => ({
          text: `${roundName(survey.cadence, round)} ${prefectureName(id)}`,
          href: answerPath(survey.form, round, id),
        }),
        csv: ({ id }: ListedPrefecture) => prefectureName(id),
      },
      { label: '回答状況', cell: (row) => ({ tag: stateOfRow(row) }), csv: (row) => stateOfRow(row).label },
      { label: '回答日時', whole: true, cell: timeOf, csv: timeInFile },
    ],
    orders: { code: { label: '都道府県の順', by: 'code' } },
  });
