import { type RowAccess, sql, type Sql } from '@todoke/database';
import { institutionRows as i } from './fragments.js';

/** Up to here the institutions that contain a text are named by their ids. */
const namedAtMost = 3_000;

interface Wanted {
  /** Two digits; undefined for all. */
  readonly prefecture?: string | undefined;
  /** What is searched besides names: those whose 二次医療圏 is called so, those whose 機関コード begins so. */
  readonly also: 'areas' | 'codes';
}

interface Found {
  /** NULL where they are more than `namedAtMost`. */
  readonly ids: string[] | null;
  readonly areas: string[];
}

/**
 * The condition of a search for institutions (R145), for every list of them. Looks up those whose names contain a text
 * by the index on the pieces of their keys. Where they are few, the list asks for them by their ids. Where they are
 * many it goes through all in its order, and soon has a page: with `strpos` and not LIKE, whose matches Postgres takes
 * for few and would sort.
 * @param key by `matchKey`, not empty
 */
export async function searchInstitutions(rows: RowAccess, key: string, { prefecture, also }: Wanted): Promise<Sql> {
  const codes = also === 'codes';
  const [found] = await rows.read((snapshot) =>
    snapshot.query<Found & Record<string, unknown>>(
      sql`SELECT institutions_containing(${key}, ${prefecture ?? null}, ${codes}, ${namedAtMost}) AS ids,
                 ARRAY(SELECT DISTINCT code FROM institutions_areas
                       WHERE NOT ${codes}::boolean AND strpos(search_key, ${key}) > 0) AS areas`,
    ),
  );
  const { ids = null, areas = [] } = found ?? {};
  const named =
    ids !== null
      ? sql`${i.id} = ANY (${ids}::text[])`
      : codes
        ? sql`(strpos(${i.searchKey}, ${key}) > 0 OR starts_with(${i.institutionCode}, ${key}))`
        : sql`strpos(${i.searchKey}, ${key}) > 0`;
  return areas.length === 0 ? named : sql`(${named} OR ${i.area} = ANY (${areas}::text[]))`;
}
