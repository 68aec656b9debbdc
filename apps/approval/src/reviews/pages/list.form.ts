import { addDays, atTokyo, dayInTokyo } from '@todoke/japan';
import { ageMarks, institutionTypes } from '@todoke/lifecycle';
import { day, form, queriedText } from '@todoke/web';
import { z } from 'zod';
import { piles } from '../domain/pile.js';
import type { Queue } from '../domain/queue.js';
import { stateNames } from '../domain/review.js';
import type { ListFilter, Shown } from '../persistence/application-list.js';
import { pileWords, stateWord } from '../words.js';

/** What can be shown, in the order of the tabs. */
export const shownOnes = ['waiting', ...piles, 'all'] as const satisfies readonly Shown[];

const ages = ageMarks.map(String) as [string, ...string[]];

const schema = z.object({
  pile: z.enum(shownOnes).optional().catch(undefined),
  mine: z.enum(['1', '0']).optional().catch(undefined),
  type: z.enum(institutionTypes.map(({ value }) => value)).optional(),
  state: z.enum(stateNames).optional(),
  age: z.enum(ages).optional().catch(undefined),
  from: day.optional(),
  to: day.optional(),
});

/** The filters of 申請一覧 as they were understood. */
export type Chosen = z.output<typeof schema>;

const shownWords: Readonly<Record<Shown, string>> = { waiting: '承認待ち', ...pileWords, all: 'すべて' };

/** The filters of 申請一覧; an empty one filters nothing. */
export const filters = form(schema, {
  pile: {
    label: '区分',
    input: 'select',
    prompt: false,
    options: shownOnes.map((value) => ({ value, label: shownWords[value] })),
  },
  mine: {
    label: '担当',
    input: 'select',
    prompt: 'すべて',
    options: [
      { value: '1', label: '自分の担当' },
      { value: '0', label: '担当者なし' },
    ],
  },
  type: { label: '機関区分', input: 'select', prompt: 'すべて', options: institutionTypes },
  state: {
    label: '状態',
    input: 'select',
    prompt: 'すべて',
    options: stateNames.map((value) => ({ value, label: stateWord(value) })),
  },
  age: {
    label: '経過日数',
    input: 'select',
    prompt: 'すべて',
    options: ageMarks.map((days) => ({ value: String(days), label: `${days}日超` })),
  },
  from: { label: '受付日（から）', input: 'date', width: 'short' },
  to: { label: '受付日（まで）', input: 'date', width: 'short' },
});

/**
 * What is shown: what waits, unless a pile is chosen. A state may be one that is in no pile, and a search looks through
 * all.
 */
export const shownIn = ({ pile, state }: Chosen, searching: boolean): Shown =>
  state !== undefined ? 'all' : (pile ?? (searching ? 'all' : 'waiting'));

/** Turns days into instants: whole days in Japan, the first and the last included. */
export function filterOf({ pile, mine, type, state, age, from, to }: Chosen, now: Date): ListFilter {
  const ends = [
    ...(to === undefined ? [] : [atTokyo(addDays(to, 1))]),
    ...(age === undefined ? [] : [atTokyo(addDays(dayInTokyo(now), -Number(age)))]),
  ];
  return {
    shown: pile ?? 'waiting',
    state,
    type,
    assigned: mine === '1' ? 'me' : mine === '0' ? 'nobody' : undefined,
    from: from === undefined ? undefined : atTokyo(from),
    before: ends.sort((one, other) => one.getTime() - other.getTime())[0],
  };
}

/** What the query of an address shows, and the queue through which the links of that list lead. */
export function shownBy(query: unknown): { readonly shown: Shown; readonly queue: Queue } {
  const read = filters.read(query);
  const shown = read.ok ? shownIn(read.value, isSearch(query)) : 'waiting';
  const pile = shown === 'all' || shown === 'waiting' ? undefined : shown;
  return { shown, queue: { ...(pile && { pile }), mine: read.ok && read.value.mine === '1' } };
}

const isSearch = (query: unknown): boolean => queriedText(query, 'q').trim() !== '';
