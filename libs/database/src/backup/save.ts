import pg from 'pg';
import type { Beginning, SequenceLine, TableLine } from './format.js';
import { migratedSchemas, qualified, type Table, tablesOf } from './layout.js';

const rowsAtOnce = 1_000;

/**
 * Everything that the services store, as the lines of a backup (see format.ts). It is one consistent snapshot of all
 * schemas, taken while the services run, so outboxes and inboxes agree.
 * @param adminUrl an administrator's, whom no row-level security limits
 */
export async function* saveDatabase(adminUrl: string, now = new Date()): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'todoke-backup' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL timezone = 'UTC'`);
    const schemas = await migratedSchemas(client);
    const first: Beginning = { todoke: 'backup', format: 1, takenAt: now.toISOString(), schemas };
    yield JSON.stringify(first);
    const tables = await tablesOf(client, Object.keys(schemas));
    let rows = 0;
    for (const table of tables) {
      const line = await tableLineOf(client, table);
      rows += line.rows;
      yield JSON.stringify(line);
      yield* rowsOf(client, table);
    }
    // Read after the rows, at their present values: a number that a row has is never issued again.
    for (const line of await sequences(client, Object.keys(schemas))) yield JSON.stringify(line);
    yield JSON.stringify({ end: true, tables: tables.length, rows });
  } finally {
    await client.end();
  }
}

async function tableLineOf(client: pg.Client, { schema, table, columns }: Table): Promise<TableLine> {
  const sql = `SELECT count(*)::int AS rows FROM ${qualified(client, schema, table)}`;
  const counted = await client.query<{ rows: number }>(sql);
  return { schema, table, columns: columns.map(({ name }) => name), rows: counted.rows[0]?.rows ?? 0 };
}

async function* rowsOf(client: pg.Client, { schema, table, columns }: Table): AsyncGenerator<string> {
  const texts = columns.map(({ name }) => `${client.escapeIdentifier(name)}::text`).join(', ');
  await client.query(
    `DECLARE saved NO SCROLL CURSOR FOR
     SELECT array_to_json(ARRAY[${texts}])::text AS row FROM ${qualified(client, schema, table)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${String(rowsAtOnce)} FROM saved`);
    for (const { row } of rows) yield row;
    if (rows.length < rowsAtOnce) break;
  }
  await client.query('CLOSE saved');
}

async function sequences(client: pg.Client, schemas: readonly string[]): Promise<SequenceLine[]> {
  const { rows } = await client.query<SequenceLine>(
    `SELECT schemaname AS schema, sequencename AS sequence, last_value::text AS last FROM pg_sequences
     WHERE schemaname = ANY($1) AND last_value IS NOT NULL ORDER BY 1, 2`,
    [schemas],
  );
  return rows;
}
