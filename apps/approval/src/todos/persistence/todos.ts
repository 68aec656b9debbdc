import { lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { Prisma, type Todo as Row } from '../../persistence/generated/client.js';
import type { NewTodo, Todo, TodoKind } from '../domain/todo.js';

const model = { table: 'todos', fields: Prisma.TodoScalarFieldEnum };

/** The institution that a to-do is about, and whose jurisdiction it belongs to. */
interface TodoPlace {
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly institutionName: string;
}

export type PlacedTodo = NewTodo & TodoPlace;

/**
 * What a to-do becomes when more is known of the same thing; any other news changes nothing. So any order and any
 * repetition end the same.
 */
const becomes: readonly (readonly [TodoKind, TodoKind])[] = [
  ['guidance-given-up', 'account-kept'],
  ['guidance-given-up', 'guidance-undeliverable'],
  ['account-kept', 'guidance-undeliverable'],
];

const statement = `INSERT INTO todos AS known
  (id, kind, number, change, prefecture, municipality_code, institution_name, reason, since)
  VALUES ($1, $2, $3, $4::uuid, $5, $6, $7, $8, $9::timestamptz)
  ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, since = excluded.since, done_at = NULL, done_by = NULL,
    reason = coalesce(excluded.reason, known.reason)
    WHERE (known.kind, excluded.kind) IN (${becomes.map(([from, to]) => `('${from}', '${to}')`).join(', ')})`;

/** Stores to-dos, in the order of their ids, so that two transactions cannot deadlock. */
export async function putTodos(tx: Transaction, todos: readonly PlacedTodo[]): Promise<void> {
  const ordered = [...todos].sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
  for (const { id, kind, about, prefecture, municipalityCode, institutionName, reason, since } of ordered) {
    await tx.$executeRawUnsafe(
      statement,
      id,
      kind,
      about.number ?? null,
      about.change ?? null,
      prefecture,
      municipalityCode ?? null,
      institutionName,
      reason ?? null,
      since,
    );
  }
}

/** Nothing is to be done any more, nor was it marked. */
export async function endTodo(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.todo.updateMany({ where: { id, endedAt: null, doneAt: null }, data: { endedAt: now } });
}

/** The to-do, locked until the end of the transaction; only for those who may mark it. */
export async function lockTodo(tx: Transaction, id: string): Promise<Todo | undefined> {
  const row = await lockedRow<Row>(tx, model, { id });
  return row && fromRow(row);
}

/** Saves what people do with a to-do. */
export async function saveTodo(tx: Transaction, { id, state, voidingAsked }: Todo): Promise<void> {
  await tx.todo.update({
    where: { id },
    data: {
      doneAt: state.name === 'done' ? state.at : null,
      doneBy: state.name === 'done' ? state.by : null,
      voidingAskedAt: voidingAsked?.at ?? null,
      voidingAskedBy: voidingAsked?.by ?? null,
    },
  });
}

/** How many to-dos are open, of those that the person of the transaction may see, up to a limit. */
export async function countOpenTodos(
  tx: Transaction,
  prefecture: string | undefined,
  now: Date,
  limit: number,
): Promise<number> {
  const [found] = await tx.$queryRawUnsafe<[{ count: number }]>(
    `SELECT count(*)::integer AS count FROM (
       SELECT FROM todos WHERE ($1::text IS NULL OR prefecture = $1::text)
         AND done_at IS NULL AND ended_at IS NULL AND since <= $2::timestamptz LIMIT $3::integer) AS open`,
    prefecture ?? null,
    now,
    limit,
  );
  return found.count;
}

const fromRow = (row: Row): Todo => ({
  id: row.id,
  kind: row.kind as TodoKind,
  number: row.number ?? undefined,
  prefecture: row.prefecture,
  state: stateOf(row),
  ...(row.voidingAskedAt !== null &&
    row.voidingAskedBy !== null && { voidingAsked: { by: row.voidingAskedBy, at: row.voidingAskedAt } }),
});

export function stateOf({ doneAt, doneBy, endedAt }: Pick<Row, 'doneAt' | 'doneBy' | 'endedAt'>): Todo['state'] {
  if (doneAt !== null && doneBy !== null) return { name: 'done', by: doneBy, at: doneAt };
  return { name: endedAt === null ? 'open' : 'ended' };
}
