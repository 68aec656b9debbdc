import { addDays, atTokyo } from '@todoke/japan';
import { institutionTypes } from '@todoke/lifecycle';
import { form } from '@todoke/web';
import { z } from 'zod';
import { stateNames } from '../domain/review.js';
import type { ListFilter } from '../persistence/application-list.js';
import { stateWord } from '../words.js';

const day = z.iso.date('日付を正しく入力してください。').optional();

const schema = z.object({
  state: z.enum(stateNames).optional(),
  type: z.enum(institutionTypes.map(({ value }) => value)).optional(),
  from: day,
  to: day,
  order: z.enum(['oldest']).optional(),
});

/** The filters of 申請一覧; an empty one filters nothing. */
export const listForm = form(schema, {
  state: {
    label: '状態',
    input: 'select',
    prompt: 'すべて',
    options: stateNames.map((value) => ({ value, label: stateWord(value) })),
  },
  type: { label: '機関区分', input: 'select', prompt: 'すべて', options: institutionTypes },
  from: { label: '受付日（から）', input: 'date', width: 'short' },
  to: { label: '受付日（まで）', input: 'date', width: 'short' },
  order: {
    label: '並び順',
    input: 'select',
    prompt: '受付日の新しい順',
    options: [{ value: 'oldest', label: '受付日の古い順' }],
  },
});

/** Turns days into instants: whole days in Japan, the first and the last included. */
export const filterOf = ({ state, type, from, to, order }: z.output<typeof schema>): ListFilter => ({
  state,
  type,
  from: from === undefined ? undefined : atTokyo(from),
  before: to === undefined ? undefined : atTokyo(addDays(to, 1)),
  oldestFirst: order === 'oldest',
});

/** The number of a page in a URL. Text that is no such number means the first page. */
export const pageNumber = (text: unknown): number =>
  typeof text === 'string' && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1;
