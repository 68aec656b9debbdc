import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { default as sql, Sql } from 'sql-template-tag';
import { beginFor, type Limits, type SqlTransaction } from './transaction.js';

/** A transaction that Prisma is about to begin, or has begun. */
interface Begun {
  readonly limits: Limits;
  /** The connection that it has. */
  client?: ServiceClient;
}

/** A statement came after the end of its transaction, which took longer than it may: a database that is too busy. */
export class TransactionEnded extends Error {
  override readonly name = 'TransactionEnded';

  constructor() {
    super('the transaction has ended');
  }
}

const beginning = new AsyncLocalStorage<Begun>();

const dateType = 1082;

/** As Prisma reads it, a `date` is midnight UTC; pg would take midnight where the process runs. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === dateType
      ? (text: string) => new Date(`${text}T00:00:00Z`)
      : pg.types.getTypeParser(type, format as 'text'),
};

/**
 * A connection to a service's schema. Its loss never crashes the process: between checkout from the pool and the first
 * query, no listener would handle its `error` event. The next query fails anyway and reports the loss.
 *
 * A transaction that Prisma begins within `beginLimited` says in the same round trip for whom it works.
 */
export class ServiceClient extends pg.Client {
  private transaction: Begun | undefined;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  override query = ((...[first, ...rest]: unknown[]) => {
    const query = super.query.bind(this) as (...given: unknown[]) => unknown;
    const text = typeof first === 'object' && first !== null && 'text' in first ? first.text : first;
    if (text === 'COMMIT' || text === 'ROLLBACK') this.transaction = undefined;
    else if (text !== 'BEGIN') return query(first, ...rest);
    // Without a name: Postgres neither plans these nor counts those that are prepared.
    const begun = text === 'BEGIN' ? beginning.getStore() : undefined;
    if (begun === undefined || begun.client !== undefined) return query(text, ...rest);
    begun.client = this;
    this.transaction = begun;
    return query(beginFor(begun.limits), ...rest);
  }) as pg.Client['query'];

  /** @throws TransactionEnded where it has, by its timeout: the connection may be another's by now */
  within(begun: Begun, { text, values }: Pick<Sql, 'text' | 'values'>): Promise<pg.QueryResult> {
    if (this.transaction !== begun) throw new TransactionEnded();
    return this.query({ text, values, name: nameOf(text), types });
  }
}

/**
 * Runs `work` with a transaction of Prisma that has these limits. Its raw SQL goes straight to the connection: Prisma
 * would add nothing to it but time. Values are those of `pg`; an int8 is a string.
 * @param begin `$transaction` of a client whose pool has connections of this kind
 */
export function beginLimited<Transaction extends SqlTransaction, Result>(
  limits: Limits,
  begin: (work: (transaction: Transaction) => Promise<Result>) => Promise<Result>,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const begun: Begun = { limits };
  return beginning.run(begun, () => begin((transaction) => work(withStraightSql(transaction, begun))));
}

function withStraightSql<Transaction extends SqlTransaction>(transaction: Transaction, begun: Begun): Transaction {
  const { client } = begun;
  if (client === undefined) throw new Error('the transaction did not begin on a connection of a schema');
  const run = (statement: Pick<Sql, 'text' | 'values'>) => client.within(begun, statement);
  const statementOf = (first: readonly string[] | Sql, values: unknown[]): Sql =>
    first instanceof Sql ? first : sql(first, ...values);
  const straight = {
    $executeRawUnsafe: async (text: string, ...values: unknown[]) => (await run({ text, values })).rowCount ?? 0,
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await run({ text, values })).rows,
    $executeRaw: async (first: readonly string[], ...values: unknown[]) =>
      (await run(statementOf(first, values))).rowCount ?? 0,
    $queryRaw: async (first: readonly string[], ...values: unknown[]) => (await run(statementOf(first, values))).rows,
  };
  // Defined and not assigned: Prisma's transaction would pass an assignment on to the client that all share.
  return Object.create(transaction, Object.getOwnPropertyDescriptors(straight)) as Transaction;
}

const names = new Map<string, string>();
/** Texts whose names are remembered; more are hashed again. */
const mostNames = 1_000;

/** The name of a prepared statement, so that Postgres plans each once a connection. */
export function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  if (names.size < mostNames) names.set(text, name);
  return name;
}
