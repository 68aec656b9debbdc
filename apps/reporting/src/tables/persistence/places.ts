import { contains, sql, type Sql } from '@todoke/database';
import { areaNamed, institutionRows } from '../../institutions/index.js';

const { prefecture, area, name, searchKey } = institutionRows;

/** Institutions in the order of their 二次医療圏, and by name within each. */
export const byPlace = [
  { sql: prefecture, kind: 'text' },
  { sql: area, kind: 'text' },
  { sql: name, kind: 'text' },
] as const;

/** Those of one prefecture or one 二次医療圏, where a filter names it. */
export const placedIn = (place: { prefecture?: string | undefined; area?: string | undefined }): Sql[] => [
  ...(place.prefecture === undefined ? [] : [sql`${prefecture} = ${place.prefecture}`]),
  ...(place.area === undefined ? [] : [sql`${area} = ${place.area}`]),
];

/** By the name of an institution or of its 二次医療圏 (R145). @param key by `matchKey` */
export const namedLike = (key: string): Sql => sql`(${contains(searchKey, key)} OR ${areaNamed(area, key)})`;
