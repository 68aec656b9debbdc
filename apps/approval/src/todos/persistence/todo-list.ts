import { type RowSource, sql, type Sql } from '@todoke/database';
import { shownPerson } from '../../people/index.js';
import type { TodoKind, TodoState } from '../domain/todo.js';
import { stateOf } from './todos.js';

/** A person as `shownPerson` gives it. */
type Shown = { readonly role: string; readonly name: string | null } | null;

export interface ListedTodo {
  readonly id: string;
  readonly kind: TodoKind;
  /** Of the application that it is about; absent where it is about a request for another mail address. */
  readonly number: string | undefined;
  readonly change: string | undefined;
  readonly prefecture: string;
  readonly institutionName: string;
  readonly reason: string | undefined;
  readonly since: Date;
  readonly state: TodoState;
  readonly doneBy: Shown;
  readonly voidingAsked: { readonly by: string; readonly at: Date } | undefined;
}

interface Found {
  readonly id: string;
  readonly kind: TodoKind;
  readonly number: string | null;
  readonly change: string | null;
  readonly prefecture: string;
  readonly institutionName: string;
  readonly reason: string | null;
  readonly since: Date;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  readonly endedAt: Date | null;
  readonly doneByPerson: Shown;
  readonly voidingAskedAt: Date | null;
  readonly voidingAskedBy: string | null;
}

/** The rows of 要対応. Row-level security shows an official only those of the own jurisdiction. */
export const listedTodos: RowSource<ListedTodo, 'since'> = {
  from: sql`todos`,
  columns: {
    id: sql`id`,
    kind: sql`kind`,
    number: sql`number`,
    change: sql`change`,
    prefecture: sql`prefecture`,
    institutionName: sql`institution_name`,
    reason: sql`reason`,
    since: sql`since`,
    doneAt: sql`done_at`,
    doneBy: sql`done_by`,
    endedAt: sql`ended_at`,
    doneByPerson: shownPerson(sql`done_by`),
    voidingAskedAt: sql`voiding_asked_at`,
    voidingAskedBy: sql`voiding_asked_by`,
  },
  row: (columns) => {
    const found = columns as unknown as Found;
    const { id, kind, prefecture, institutionName, since, voidingAskedAt: at, voidingAskedBy: by } = found;
    return {
      ...{ id, kind, prefecture, institutionName, since },
      number: found.number ?? undefined,
      change: found.change ?? undefined,
      reason: found.reason ?? undefined,
      state: stateOf(found),
      doneBy: found.doneByPerson,
      voidingAsked: at !== null && by !== null ? { by, at } : undefined,
    };
  },
  key: { sql: sql`id`, kind: 'text' },
  sorts: { since: [{ sql: sql`since`, kind: 'instant' }] },
};

export interface TodoFilter {
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  readonly state: 'open' | 'done';
  readonly kinds: readonly TodoKind[] | undefined;
  readonly now: Date;
}

export const conditionsOf = ({ prefecture, state, kinds, now }: TodoFilter): Sql[] => [
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
  ...(state === 'open'
    ? [sql`done_at IS NULL`, sql`ended_at IS NULL`, sql`since <= ${now}`]
    : [sql`done_at IS NOT NULL`]),
  ...(kinds === undefined ? [] : [sql`kind = ANY(${[...kinds]}::text[])`]),
];
