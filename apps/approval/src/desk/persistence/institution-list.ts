import { type RowAccess, type RowSource, sql, type Sql } from '@todoke/database';
import type { InstitutionType } from '@todoke/lifecycle';
import { soughtBy } from '../domain/search.js';

/** A row of the lists in which a desk looks institutions up. */
export interface ListedInstitution {
  readonly id: string;
  readonly name: string;
  readonly type: InstitutionType;
  readonly prefecture: string;
  readonly location: string;
  readonly phone: string | null;
  readonly institutionCode: string | null;
  readonly insuranceCode: string | null;
  readonly hasAccount: boolean;
}

/** The rows of those lists. Row-level security shows an official only the institutions of the own jurisdiction. */
export const listedInstitutions: RowSource<ListedInstitution, 'name'> = {
  from: sql`desk_institutions`,
  columns: {
    id: sql`id`,
    name: sql`name`,
    type: sql`type`,
    prefecture: sql`prefecture`,
    location: sql`location`,
    phone: sql`phone`,
    institutionCode: sql`institution_code`,
    insuranceCode: sql`insurance_code`,
    hasAccount: sql`has_account`,
  },
  row: (found) => found as unknown as ListedInstitution,
  key: { sql: sql`id`, kind: 'text' },
  sorts: { name: [{ sql: sql`name`, kind: 'text' }] },
};

export interface ListFilter {
  /** Repeats what row-level security requires, so that Postgres uses the prefecture's index. */
  readonly prefecture: string | undefined;
  /** Five digits. */
  readonly municipality: string | undefined;
}

export const conditionsOf = ({ prefecture, municipality }: ListFilter): Sql[] => [
  ...(prefecture === undefined ? [] : [sql`prefecture = ${prefecture}`]),
  ...(municipality === undefined ? [] : [sql`municipality_code = ${municipality}`]),
];

/** Up to here the institutions that a search finds are named by their ids. */
const namedAtMost = 3_000;

/**
 * The condition of a search by name, address, code or telephone number. Where it finds few, the list asks for them by
 * their ids. Where it finds many, the list goes through all in its order, and soon has a page: with `strpos` and not
 * LIKE, whose matches Postgres takes for few and would sort.
 * @param key what was typed, as `matchKey` gives it
 */
export async function searchInstitutions(rows: RowAccess, key: string, prefecture: string | undefined): Promise<Sql> {
  const { part, address, code } = soughtBy(key);
  const [found] = await rows.read((snapshot) =>
    snapshot.query<{ ids: string[] | null }>(
      sql`SELECT desk_institutions_found(${part}, ${address}, ${code}, ${prefecture ?? null}, ${namedAtMost}) AS ids`,
    ),
  );
  if (found?.ids) return sql`id = ANY (${found.ids}::text[])`;
  const begins = (column: Sql): Sql => sql`(${code} <> '' AND starts_with(${column}, ${code}))`;
  return sql`(strpos(search_key, ${part}) > 0 OR strpos(search_key, ${address}) > 0
    OR ${begins(sql`institution_code`)} OR ${begins(sql`insurance_code`)} OR ${begins(sql`phone`)})`;
}
