import { addDays, atTokyo } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';
import { institutionTypes } from '../domain/items.js';
import { stateNames } from '../domain/review.js';
import type { ListFilter } from '../persistence/application-list.js';
import { stateWords, typeWords } from './words.js';

const blank = (value: unknown): unknown => (value === '' ? undefined : value);
const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.preprocess(blank, z.enum(values, '一覧から選択してください。').optional());
const day = z.preprocess(blank, z.iso.date('日付を正しく入力してください。').optional());

const schema = z.object({
  state: choice(stateNames),
  type: choice(institutionTypes),
  from: day,
  to: day,
  order: choice(['newest', 'oldest']),
});

/** The filters of 申請一覧; an empty one filters nothing. */
export const listForm = form(schema, {
  state: { label: '状態', input: 'select', prompt: 'すべて', options: optionsOf(stateNames, stateWords) },
  type: { label: '機関区分', input: 'select', prompt: 'すべて', options: optionsOf(institutionTypes, typeWords) },
  from: { label: '受付日（から）', input: 'date' },
  to: { label: '受付日（まで）', input: 'date' },
  order: {
    label: '並び順',
    input: 'select',
    prompt: '新しい順',
    options: [{ value: 'oldest', label: '古い順' }],
  },
});

function optionsOf<Name extends string>(names: readonly Name[], words: Readonly<Record<Name, string>>) {
  return names.map((value) => ({ value, label: words[value] }));
}

/** Days are whole days in Japan, both included. */
export const filterOf = ({ state, type, from, to, order }: z.output<typeof schema>): ListFilter => ({
  states: state && [state],
  type,
  from: from === undefined ? undefined : atTokyo(from),
  before: to === undefined ? undefined : atTokyo(addDays(to, 1)),
  oldestFirst: order === 'oldest',
});

/** A page's number as it stands in a URL: anything that is none is the first page. */
export const pageNumber = (text: unknown): number =>
  typeof text === 'string' && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1;
