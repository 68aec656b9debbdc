import pg from 'pg';
import {
  afterBeginning,
  type Beginning,
  beginning,
  BackupRefused,
  type SequenceLine,
  type TableLine,
} from './format.js';
import { migratedSchemas, qualified, type Table, tablesOf } from './layout.js';

const rowsAtOnce = 500;

export interface Restored {
  readonly schemas: readonly string[];
  readonly takenAt: string;
  readonly rows: number;
}

/**
 * Replaces the content of the schemas by a backup, in one transaction. The schemas must exist already, made by
 * todoke-migrate of the release that made the backup. At the end, each schema's function `after_restore()` runs where
 * there is one.
 * @param lines of the backup, as `saveDatabase` gives them
 * @param replace whether data of a system in use may be replaced
 * @throws BackupRefused
 */
export async function restoreDatabase(
  adminUrl: string,
  lines: AsyncIterable<string>,
  { replace = false }: { replace?: boolean } = {},
): Promise<Restored> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'todoke-restore' });
  await client.connect();
  try {
    const source = lines[Symbol.asyncIterator]();
    const first = readBeginning(await next(source));
    const schemas = Object.keys(first.schemas);
    await refuseWhileInUse(client, schemas);
    await refuseOtherMigrations(client, first);
    const tables = await tablesOf(client, schemas);
    if (!replace) await refuseWhatIsInUse(client, tables);
    await client.query('BEGIN');
    // Triggers and foreign keys are off: the rows are one consistent snapshot.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(`TRUNCATE ${tables.map(({ schema, table }) => qualified(client, schema, table)).join(', ')}`);
    const { rows, sequences } = await readRest(client, source, tables);
    // Last, because changes of a sequence are not rolled back.
    for (const sequence of sequences) await restoreSequence(client, sequence);
    await client.query('SET LOCAL session_replication_role = origin');
    for (const schema of schemas) await afterRestore(client, schema);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return { schemas, takenAt: first.takenAt, rows };
  } finally {
    await client.end();
  }
}

/**
 * What follows a restore with other means, such as `pg_restore`: the functions `after_restore()` of all schemas.
 * @returns the schemas
 * @throws BackupRefused while services are connected
 */
export async function finishRestore(adminUrl: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'todoke-restore' });
  await client.connect();
  try {
    const schemas = Object.keys(await migratedSchemas(client));
    await refuseWhileInUse(client, schemas);
    await client.query('BEGIN');
    for (const schema of schemas) await afterRestore(client, schema);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return schemas;
  } finally {
    await client.end();
  }
}

type Lines = AsyncIterator<string>;

async function next(lines: Lines): Promise<string> {
  const { done, value } = await lines.next();
  if (done) throw new BackupRefused('the backup is cut off: its end is missing');
  return value;
}

function readBeginning(line: string): Beginning {
  const { data } = beginning.safeParse(parsed(line));
  if (data === undefined) throw new BackupRefused('this is no backup of todoke, or one of a later format');
  return data;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function refuseWhileInUse(client: pg.Client, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    `SELECT DISTINCT usename AS role FROM pg_stat_activity
     WHERE datname = current_database() AND usename = ANY($1) ORDER BY 1`,
    [schemas.flatMap((schema) => [`${schema}_app`, `${schema}_worker`])],
  );
  if (rows.length === 0) return;
  throw new BackupRefused(`services are connected (${rows.map(({ role }) => role).join(', ')}): stop them first`);
}

async function refuseOtherMigrations(client: pg.Client, { schemas }: Beginning): Promise<void> {
  const here = await migratedSchemas(client);
  const what =
    'restore with the release that made the backup, on schemas of its todoke-migrate, and migrate afterwards';
  for (const [schema, theirs] of Object.entries(schemas)) {
    const ours = here[schema];
    if (ours === undefined)
      throw new BackupRefused(`there is no schema ${schema} here: run todoke-migrate of ${schema} first`);
    const missing = theirs.filter((name) => !ours.includes(name));
    const more = ours.filter((name) => !theirs.includes(name));
    if (missing.length > 0) throw new BackupRefused(`${schema} lacks ${missing.join(', ')}: ${what}`);
    if (more.length > 0) throw new BackupRefused(`${schema} has ${more.join(', ')}, which the backup has not: ${what}`);
  }
}

/** Services audit what they do, so an empty audit means that the system is unused. */
async function refuseWhatIsInUse(client: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { schema } of tables.filter(({ table }) => table === 'audit')) {
    const { rowCount } = await client.query(`SELECT FROM ${qualified(client, schema, 'audit')} LIMIT 1`);
    if (rowCount === 1)
      throw new BackupRefused(`${schema} is in use here: --replace puts the backup in the place of all it holds`);
  }
}

interface Rest {
  readonly rows: number;
  readonly sequences: readonly SequenceLine[];
}

/** Reads up to the end mark, which has the number of rows. */
async function readRest(client: pg.Client, lines: Lines, tables: readonly Table[]): Promise<Rest> {
  const sequences: SequenceLine[] = [];
  let rows = 0;
  let read = 0;
  for (;;) {
    const { data } = afterBeginning.safeParse(parsed(await next(lines)));
    if (data === undefined) throw new BackupRefused('the backup is damaged: a line in it is none of its kind');
    if ('sequence' in data) sequences.push(data);
    else if ('table' in data) {
      await restoreTable(client, lines, data, tables);
      read += 1;
      rows += data.rows;
    } else {
      if (data.tables !== read || data.rows !== rows)
        throw new BackupRefused('the backup is damaged: something is missing');
      return { rows, sequences };
    }
  }
}

async function restoreTable(client: pg.Client, lines: Lines, line: TableLine, tables: readonly Table[]): Promise<void> {
  const { schema, table, columns, rows } = line;
  const known = tables.find((one) => one.schema === schema && one.table === table);
  const typed = columns.map((name) => known?.columns.find((column) => column.name === name));
  if (known === undefined || typed.includes(undefined))
    throw new BackupRefused(`there is no ${schema}.${table} here with these columns`);
  const names = columns.map((name) => client.escapeIdentifier(name)).join(', ');
  const values = typed.map((column, place) => `(given->>${String(place)})::${column?.type ?? 'text'}`).join(', ');
  const sql = `INSERT INTO ${qualified(client, schema, table)} (${names}) OVERRIDING SYSTEM VALUE
               SELECT ${values} FROM json_array_elements($1::json) AS given`;
  for (let left = rows; left > 0;) {
    const batch: string[] = [];
    while (batch.length < Math.min(rowsAtOnce, left)) batch.push(await nextRow(lines, line));
    await client.query(sql, [`[${batch.join(',')}]`]);
    left -= batch.length;
  }
}

async function nextRow(lines: Lines, { schema, table }: TableLine): Promise<string> {
  const line = await next(lines);
  if (!line.startsWith('[')) throw new BackupRefused(`the backup is damaged: rows of ${schema}.${table} are missing`);
  return line;
}

async function restoreSequence(client: pg.Client, { schema, sequence, last }: SequenceLine): Promise<void> {
  await client.query('SELECT setval($1::regclass, $2::bigint)', [qualified(client, schema, sequence), last]);
}

async function afterRestore(client: pg.Client, schema: string): Promise<void> {
  const name = qualified(client, schema, 'after_restore');
  const found = await client.query<{ there: boolean }>('SELECT to_regprocedure($1) IS NOT NULL AS there', [
    `${name}()`,
  ]);
  if (found.rows[0]?.there !== true) return;
  await client.query(`SET LOCAL search_path = ${client.escapeIdentifier(schema)}`);
  await client.query(`SELECT ${name}()`);
}
