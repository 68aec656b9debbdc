import type pg from 'pg';

/** Prisma's own table of applied migrations. It must agree with the target's, so it is compared and not copied. */
const history = '_prisma_migrations';

interface Column {
  readonly name: string;
  /** The SQL type, such as `timestamp(3) with time zone`. */
  readonly type: string;
}

export interface Table {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly Column[];
}

/** Schema → names of its migrations, oldest first, of every schema that todoke-migrate has made. */
export async function migratedSchemas(client: pg.ClientBase): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ schema: string }>(
    'SELECT schemaname AS schema FROM pg_tables WHERE tablename = $1 ORDER BY 1',
    [history],
  );
  const found: Record<string, string[]> = {};
  for (const { schema } of rows) {
    const applied = await client.query<{ name: string }>(
      `SELECT migration_name AS name FROM ${qualified(client, schema, history)}
       WHERE finished_at IS NOT NULL ORDER BY migration_name COLLATE "C"`,
    );
    found[schema] = applied.rows.map(({ name }) => name);
  }
  return found;
}

/** The tables of these schemas with the columns that are written, in one fixed order. */
export async function tablesOf(client: pg.ClientBase, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<{ schema: string; table: string; columns: Column[] }>(
    `SELECT n.nspname AS schema, c.relname AS table,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     ORDER BY a.attnum) AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = ANY($1) AND c.relkind = 'r' AND c.relname <> $2
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [schemas, history],
  );
  return rows;
}

export const qualified = (client: pg.ClientBase, schema: string, name: string): string =>
  `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
