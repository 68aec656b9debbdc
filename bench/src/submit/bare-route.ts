import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import pg from 'pg';

/** A table and a row as text, which is written repeatedly under other keys. */
export interface SampleRow {
  readonly table: string;
  readonly columns: readonly string[];
  readonly values: readonly (string | null)[];
  /** The columns that differ in each new row. */
  readonly keys: Readonly<Record<string, 'id' | 'number'>>;
}

export interface RouteOrder {
  readonly databaseUrl: string;
  readonly connections: number;
  readonly rows: readonly SampleRow[];
}

export interface RouteAnswer {
  readonly port: number;
}

/** The limit of 申請する: a route that writes the same rows in one transaction, and neither reads nor shows anything. */
async function listen({ databaseUrl, connections, rows }: RouteOrder): Promise<RouteAnswer> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const statements = rows.map(({ table, columns }, place) => ({
    name: `row-${place}`,
    text: `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) OVERRIDING SYSTEM VALUE
           VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
  }));
  let made = 0;
  const server = fastify();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  server.post('/confirm', async (_request, reply) => {
    made += 1;
    const own = { id: randomUUID(), number: `APF-${String(made).padStart(8, '0')}` };
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      for (const [place, { columns, values, keys }] of rows.entries()) {
        const written = columns.map((name, at) => {
          const key = keys[name];
          return key === undefined ? values[at] : own[key];
        });
        await client.query({ ...(statements[place] ?? { text: '' }), values: written });
      }
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return reply.redirect('/complete', 303);
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { port: (server.server.address() as AddressInfo).port };
}

process.on('message', (order: RouteOrder) => void listen(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit());
