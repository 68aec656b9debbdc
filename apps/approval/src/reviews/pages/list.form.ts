import { addDays, atTokyo } from '@todoke/japan';
import { institutionTypes } from '@todoke/lifecycle';
import { day, form } from '@todoke/web';
import { z } from 'zod';
import { stateNames } from '../domain/review.js';
import type { ListFilter } from '../persistence/application-list.js';
import { stateWord } from '../words.js';

const schema = z.object({
  state: z.enum(stateNames).optional(),
  type: z.enum(institutionTypes.map(({ value }) => value)).optional(),
  from: day.optional(),
  to: day.optional(),
});

/** The filters of 申請一覧; an empty one filters nothing. */
export const filters = form(schema, {
  state: {
    label: '状態',
    input: 'select',
    prompt: 'すべて',
    options: stateNames.map((value) => ({ value, label: stateWord(value) })),
  },
  type: { label: '機関区分', input: 'select', prompt: 'すべて', options: institutionTypes },
  from: { label: '受付日（から）', input: 'date', width: 'short' },
  to: { label: '受付日（まで）', input: 'date', width: 'short' },
});

/** Turns days into instants: whole days in Japan, the first and the last included. */
export const filterOf = ({ state, type, from, to }: z.output<typeof schema>): Omit<ListFilter, 'prefecture'> => ({
  state,
  type,
  from: from === undefined ? undefined : atTokyo(from),
  before: to === undefined ? undefined : atTokyo(addDays(to, 1)),
});
