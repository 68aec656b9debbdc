import { deepEqual } from 'node:assert/strict';
import { rows } from '../database/rows.js';
import { Visitor } from '../visitor/visitor.js';

interface Looked {
  readonly url: string;
  readonly database: { readonly adminUrl: string };
}

/**
 * Visits each path several times, each time as a browser without cookies that follows redirects within the service, and
 * expects that no table of the service has more rows than before.
 * @throws AssertionError where one has
 */
export async function expectNothingStored(
  { url, database }: Looked,
  service: string,
  paths: readonly string[],
): Promise<void> {
  const before = await rowsByTable(database.adminUrl, service);
  for (const path of paths) {
    for (let visit = 0; visit < 3; visit += 1) {
      const visitor = new Visitor(url, { follows: (next) => next.startsWith(url) });
      const page = await visitor.get(path);
      deepEqual({ path, answered: page.status < 500 }, { path, answered: true });
      // The page's own files and whatever it asks for afterwards come with its cookies.
      await visitor.get(page.url);
    }
  }
  deepEqual(await rowsByTable(database.adminUrl, service), before);
}

async function rowsByTable(adminUrl: string, schema: string): Promise<Record<string, number>> {
  const tables = await rows<{ name: string }>(
    adminUrl,
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = $1',
    [schema],
  );
  const counted = tables.map(async ({ name }) => {
    const [row] = await rows<{ count: string }>(adminUrl, `SELECT count(*) FROM "${schema}"."${name}"`);
    return [name, Number(row?.count)] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
