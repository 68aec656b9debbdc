import type { SignedIn } from '@todoke/service';
import { type ListGlance, partial } from '@todoke/web';
import type { Databases } from '../../persistence/databases.js';
import { findTable } from '../catalogue/tables.js';
import { findOnHome, findSaved } from '../persistence/saved.js';
import { officials } from './officials.js';
import { viewerOf } from './tables/table.page.js';

/** Rows of a table that home shows. */
const glanceSize = 5;

/** A table, or conditions of one, that a person has put on the home page. */
interface TableOnHome extends ListGlance {
  readonly name: string;
  readonly href: string;
}

/** What this module shows on the home page: the data of the partial `tables-on-home`. */
export interface TablesOnHome {
  readonly links: readonly { readonly label: string; readonly href: string }[];
  readonly tables: readonly TableOnHome[];
}

partial('tables-on-home', import.meta.url, './on-home.hbs');

/** 地域病床見える化, and what the person has put there; undefined for those who see no tables. */
export async function tablesOnHome(
  databases: Databases,
  person: SignedIn,
  now: Date,
): Promise<TablesOnHome | undefined> {
  if (!officials.some((role) => role === person.role)) return undefined;
  const chosen = await databases.forPerson(person, async (tx) => ({
    whole: await findOnHome(tx),
    saved: (await findSaved(tx)).filter(({ onHome }) => onHome),
  }));
  const viewer = viewerOf(person, now);
  const scope = { rows: databases.rowsFor(person), context: viewer, now };
  const wanted = [
    ...chosen.whole.map((table) => ({ table, name: undefined, query: '' })),
    ...chosen.saved.map(({ table, name, query }) => ({ table, name, query })),
  ];
  const shown: TableOnHome[] = [];
  for (const { table: key, name, query } of wanted) {
    const table = findTable(key);
    if (table === undefined) continue;
    const list = table.list(viewer);
    const glance = await list.glance(queryIn(query), scope, glanceSize);
    const own = table.names.at(-1) ?? '';
    if (glance === undefined) continue;
    const title = name === undefined ? own : `${own}：${name}`;
    shown.push({
      total: glance.total,
      table: { ...glance.table, caption: `${title}（はじめの${glanceSize}件）` },
      name: title,
      href: `/tables/${key}${query === '' ? '' : `?${query}`}`,
    });
  }
  return { links: [{ label: 'レポートの表示(地域病床見える化)', href: '/tables/beds' }], tables: shown };
}

/** As Fastify reads the query of an address: a name that comes again has all its values. */
function queryIn(query: string): Record<string, string | string[]> {
  const pairs = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(pairs.keys())].map((name) => {
      const values = pairs.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
