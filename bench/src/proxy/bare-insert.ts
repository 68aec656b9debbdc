import pg from 'pg';

/** The tables that an application filed by an official is written to. */
const tables = ['reviews', 'history', 'audit', 'outbox'] as const;

/** Applications of one transaction, as the service files them. */
const batchSize = 100;

/**
 * The limit: the same rows go through plain pg into tables of the same shape with the same indexes, as many of them in
 * a transaction. Nothing is read, judged, compared or locked.
 * @returns seconds
 */
export async function insertBare(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare');
    const batches: { table: string; rows: string }[][] = [];
    for (const table of tables) {
      await client.query(`CREATE TABLE bare.${table} (LIKE approval.${table} INCLUDING ALL)`);
      for (const [at, rows] of (await batchesOf(client, table)).entries()) (batches[at] ??= []).push({ table, rows });
    }
    const started = performance.now();
    for (const batch of batches) {
      await client.query('BEGIN');
      for (const { table, rows } of batch) await client.query(insertInto(table), [rows]);
      await client.query('COMMIT');
    }
    return (performance.now() - started) / 1_000;
  } finally {
    await client.end();
  }
}

const insertInto = (table: string): string =>
  `INSERT INTO bare.${table} OVERRIDING SYSTEM VALUE
   SELECT * FROM jsonb_populate_recordset(NULL::bare.${table}, $1::jsonb)`;

/** The rows of a table in as many parts as there are batches of applications. */
async function batchesOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ rows: string }>(
    `WITH parts AS (SELECT ceil(count(*) / ${batchSize}.0)::int AS parts FROM approval.reviews),
          placed AS (
            SELECT t, ntile((SELECT greatest(parts, 1) FROM parts)) OVER () AS part FROM approval.${table} AS t)
     SELECT jsonb_agg(to_jsonb(t))::text AS rows FROM placed GROUP BY part ORDER BY part`,
  );
  return rows.map((row) => row.rows);
}
