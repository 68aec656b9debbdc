import { rows } from '@todoke/testing';
import pg from 'pg';
import { workDone } from '../system/statements.js';

/** Rows that applications wrote into one table. */
interface TableWork {
  readonly schema: string;
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
}

/** The cost of so many applications in Postgres. */
export interface Cost {
  readonly applications: number;
  /** Transactions that wrote. */
  readonly writes: number;
  /** Transactions of all kinds. */
  readonly transactions: number;
  readonly inserted: number;
  readonly updated: number;
  /** Bytes of write-ahead log. */
  readonly logged: number;
  readonly tables: readonly TableWork[];
}

type Snapshot = Omit<Cost, 'applications'>;

export async function snapshot(adminUrl: string): Promise<Snapshot> {
  const tables = await rows<Record<keyof TableWork, string>>(
    adminUrl,
    `SELECT schemaname AS schema, relname AS table, n_tup_ins::text AS inserted, n_tup_upd::text AS updated
     FROM pg_stat_user_tables WHERE schemaname <> 'bare'`,
  );
  const told = tables.map(({ schema, table, inserted, updated }) => ({
    schema,
    table,
    inserted: Number(inserted),
    updated: Number(updated),
  }));
  return { ...(await workDone(adminUrl)), tables: told };
}

export function costBetween(before: Snapshot, after: Snapshot, applications: number): Cost {
  const difference = (name: Exclude<keyof Snapshot, 'tables'>): number => after[name] - before[name];
  const tables = after.tables.map((now) => {
    const then = before.tables.find(({ schema, table }) => schema === now.schema && table === now.table);
    return {
      ...now,
      inserted: now.inserted - (then?.inserted ?? 0),
      updated: now.updated - (then?.updated ?? 0),
    };
  });
  return {
    applications,
    writes: difference('writes'),
    transactions: difference('transactions'),
    inserted: difference('inserted'),
    updated: difference('updated'),
    logged: difference('logged'),
    tables: tables.filter(({ inserted, updated }) => inserted + updated > 0),
  };
}

/** One row to be written, by a statement that is prepared under its name. */
interface Operation {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Column {
  readonly name: string;
  readonly isKey: boolean;
}

const connections = 20;

/**
 * The limit of the applications: the same Postgres writes the same rows, into tables of the same shape with the same
 * indexes, in as many transactions, through plain pg and twenty connections. Nothing is read, locked, decided,
 * published or mailed.
 */
export class BareWrites {
  private constructor(
    private readonly adminUrl: string,
    private readonly applications: number,
    private readonly transactions: readonly (readonly Operation[])[],
    private readonly tables: readonly string[],
  ) {}

  /** @param cost of the applications whose rows are there now and are written again */
  static async prepare(adminUrl: string, cost: Cost): Promise<BareWrites> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query('CREATE SCHEMA bare');
      const operations: Operation[][] = [];
      const tables: string[] = [];
      for (const work of cost.tables.filter(({ inserted }) => inserted >= cost.applications)) {
        operations.push(await operationsOf(client, work));
        tables.push(copyOf(work));
      }
      const each = interleaved(operations, cost.applications);
      return new BareWrites(adminUrl, cost.applications, inTransactions(each, cost.writes), tables);
    } finally {
      await client.end();
    }
  }

  /** @returns applications a second */
  async run(): Promise<number> {
    const pool = new pg.Pool({ connectionString: this.adminUrl, max: connections });
    try {
      await pool.query(`TRUNCATE ${this.tables.join(', ')}`);
      const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
      const started = performance.now();
      const left = this.transactions.values();
      await Promise.all(clients.map((client) => workOff(client, left)));
      const seconds = (performance.now() - started) / 1_000;
      for (const client of clients) client.release();
      return this.applications / seconds;
    } finally {
      await pool.end();
    }
  }
}

async function workOff(client: pg.PoolClient, left: Iterator<readonly Operation[]>): Promise<void> {
  for (let next = left.next(); next.done !== true; next = left.next()) {
    await client.query('BEGIN');
    for (const { name, text, values } of next.value) await client.query({ name, text, values: [...values] });
    await client.query('COMMIT');
  }
}

const copyOf = ({ schema, table }: TableWork): string => `bare."${schema}_${table}"`;

/** Inserts all rows, and then updates each as often as applications did. */
async function operationsOf(client: pg.Client, work: TableWork): Promise<Operation[]> {
  const { schema, table, inserted, updated } = work;
  await client.query(`CREATE TABLE ${copyOf(work)} (LIKE "${schema}"."${table}" INCLUDING ALL)`);
  const columns = await columnsOf(client, work);
  const names = columns.map(({ name }) => `"${name}"`);
  const texts = names.map((name) => `${name}::text`).join(', ');
  const found = await client.query<unknown[]>({
    text: `SELECT ${texts} FROM "${schema}"."${table}" ORDER BY ctid DESC LIMIT $1`,
    values: [inserted],
    rowMode: 'array',
  });
  const insert = `INSERT INTO ${copyOf(work)} (${names.join(', ')}) OVERRIDING SYSTEM VALUE
    VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`;
  const keys = columns.flatMap(({ isKey }, at) => (isKey ? [at] : []));
  const other = names[columns.findIndex(({ isKey }) => !isKey)] ?? names[0];
  const update = `UPDATE ${copyOf(work)} SET ${other} = ${other} WHERE ${keys
    .map((at, place) => `${names[at]} = $${place + 1}`)
    .join(' AND ')}`;
  const again = Math.round(updated / inserted);
  return found.rows.flatMap((values) => [
    { name: `insert-${schema}-${table}`, text: insert, values },
    ...Array.from({ length: again }, () => ({
      name: `update-${schema}-${table}`,
      text: update,
      values: keys.map((at) => values[at]),
    })),
  ]);
}

async function columnsOf(client: pg.Client, { schema, table }: TableWork): Promise<Column[]> {
  const { rows: found } = await client.query<Column>(
    `SELECT attname AS name, coalesce(attnum = ANY (indkey), false) AS "isKey"
     FROM pg_attribute LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [`"${schema}"."${table}"`],
  );
  return found;
}

/** Application after application, each with its share of every table. */
function interleaved(tables: readonly (readonly Operation[])[], applications: number): Operation[] {
  const shares = tables.map((operations) => operations.length / applications);
  return Array.from({ length: applications }, (_, number) =>
    tables.flatMap((operations, table) => {
      const share = shares[table] ?? 0;
      return operations.slice(Math.floor(number * share), Math.floor((number + 1) * share));
    }),
  ).flat();
}

/** So many transactions of the same size. */
function inTransactions(operations: readonly Operation[], count: number): Operation[][] {
  const size = operations.length / count;
  return Array.from({ length: count }, (_, at) => operations.slice(Math.floor(at * size), Math.floor((at + 1) * size)));
}
