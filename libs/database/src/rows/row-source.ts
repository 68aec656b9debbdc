import sql, { join, raw, type Sql } from 'sql-template-tag';
import { isUuid } from '../uuid.js';

/**
 * A column by which rows are ordered. It must never be NULL. Where it could be, and row-level security holds, let a
 * generated column hold `coalesce(…)`: Postgres takes the expression itself for leaky, and looks no place up by it.
 */
export interface SortColumn {
  /** An expression; rows are found quickly where an index has it. */
  readonly sql: Sql;
  readonly kind: keyof typeof sortKinds;
}

/** How the value of a sort column is carried to the next page: as exact text, and back as a parameter. */
interface SortKind {
  readonly toText: (column: Sql) => Sql;
  readonly fromText: (text: string) => Sql;
  /** Whether `fromText` cannot fail. */
  readonly accepts: (text: string) => boolean;
}

export const sortKinds = {
  text: {
    toText: (column) => sql`(${column})::text`,
    fromText: (text) => sql`${text}::text`,
    accepts: (text) => text.length <= 500 && text.isWellFormed() && !text.includes('\0'),
  },
  integer: {
    toText: (column) => sql`(${column})::text`,
    fromText: (text) => sql`${text}::bigint`,
    accepts: (text) => /^-?\d{1,15}$/.test(text),
  },
  uuid: {
    toText: (column) => sql`(${column})::text`,
    fromText: (text) => sql`${text}::uuid`,
    accepts: isUuid,
  },
  /** Microseconds since 1970: a JavaScript Date would round to milliseconds and lose rows. */
  instant: {
    toText: (column) => sql`(extract(epoch FROM ${column}) * 1000000)::bigint::text`,
    fromText: (text) => sql`(timestamptz 'epoch' + ${text}::bigint * interval '1 microsecond')`,
    accepts: (text) => /^-?\d{1,16}$/.test(text),
  },
  /** Days since 1970. */
  day: {
    toText: (column) => sql`(${column} - date '1970-01-01')::text`,
    fromText: (text) => sql`(date '1970-01-01' + ${text}::integer)`,
    accepts: (text) => /^-?\d{1,6}$/.test(text),
  },
} as const satisfies Record<string, SortKind>;

/**
 * Where the rows of a list come from. It stands in persistence/, and is all that a list knows of SQL.
 * @typeParam Row what the list shows
 * @typeParam Sort names of its orders
 */
export interface RowSource<Row, Sort extends string = string> {
  /** What follows FROM: a table, or a join that gives each key once. */
  readonly from: Sql;
  /** Expressions by the names under which `row` gets them. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** A row of the list from what the database gave, with pg's types. */
  readonly row: (found: Readonly<Record<string, unknown>>) => Row;
  /** Unique; the last sort column of every order. */
  readonly key: SortColumn;
  /** The columns of each order, the most significant first, without the key. All have one direction. */
  readonly sorts: Readonly<Record<Sort, readonly SortColumn[]>>;
}

/** Which rows, in which order. */
export interface RowQuery<Sort extends string = string> {
  /** Conditions, all of which hold. */
  readonly where: readonly Sql[];
  readonly sort: Sort;
  readonly descending: boolean;
}

export const sortColumns = ({ sorts, key }: RowSource<unknown>, sort: string): readonly SortColumn[] => [
  ...(sorts[sort] ?? []),
  key,
];

/** Conditions as a WHERE clause; nothing where there are none. */
export const whereOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`` : sql` WHERE ${join(conditions, ' AND ')}`;

export const orderOf = (columns: readonly SortColumn[], descending: boolean): Sql =>
  sql` ORDER BY ${join(
    columns.map((column) => (descending ? sql`${column.sql} DESC` : column.sql)),
    ', ',
  )}`;

export const selected = (columns: Readonly<Record<string, Sql>>): Sql =>
  join(
    Object.entries(columns).map(([name, column]) => sql`${column} AS ${raw(`"${name}"`)}`),
    ', ',
  );

/** A condition that a text contains another. Signs of LIKE in what was typed mean themselves. */
export const contains = (column: Sql, part: string): Sql =>
  sql`${column} LIKE ${`%${part.replace(/[\\%_]/g, '\\$&')}%`}`;
