import { type RowAccess, sql, type Sql } from '@todoke/database';
import { applicationNumber, readApplicationNumber } from '@todoke/lifecycle';

/** Up to here the applications that contain a text are named by their numbers. */
const namedAtMost = 3_000;

/**
 * The condition of a search for applications: those whose name contains a text in any spelling, or that have it as
 * number, code or telephone number. Looks the names up by the index on the pieces of their keys. Where they are few,
 * the list asks for them by their numbers. Where they are many it goes through all in its order, and soon has a page:
 * with `strpos` and not LIKE, whose matches Postgres takes for few and would sort.
 * @param key by `matchKey`, not empty
 * @param prefecture two digits; undefined for all
 */
export async function searchApplications(
  rows: RowAccess,
  key: string,
  prefecture: string | undefined,
): Promise<Sql | { readonly where: Sql; readonly atLeast: number }> {
  const number = readApplicationNumber(key);
  if (number !== undefined) return sql`number = ${number}`;
  const [found] = await rows.read((snapshot) =>
    snapshot.query<{ numbers: string[] | null }>(
      sql`SELECT reviews_containing(${key}, ${codeIn(key)}, ${prefecture ?? null}, ${namedAtMost}) AS numbers`,
    ),
  );
  const { numbers = null } = found ?? {};
  if (numbers === null) return { where: sql`strpos(name_key, ${key}) > 0`, atLeast: namedAtMost };
  const digits = /^\d{1,8}$/.test(key) ? [applicationNumber(Number(key))] : [];
  return sql`number = ANY (${[...numbers, ...digits]}::text[])`;
}

/** A code or a telephone number as it is stored, without the dashes that people type; null where it can be none. */
const codeIn = (key: string): string | null => (/^[0-9a-z-]+$/.test(key) ? key.replaceAll('-', '') : null);
