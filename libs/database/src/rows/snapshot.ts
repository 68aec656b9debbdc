import type pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { beginFor, type Limits, type SqlTransaction } from '../transaction.js';

/** Rows that are fetched at a time: few enough that what is made of them is gone before the next garbage collection. */
const batchSize = 100;

type Found = Readonly<Record<string, unknown>>;

/**
 * One repeatable-read transaction: all that is read in it is as of one instant. It ends with `commit` or `end`, and its
 * connection goes back to the pool.
 */
export class Snapshot implements SqlTransaction {
  private cursors = 0;
  private ended = false;
  private readonly outcome = Promise.withResolvers<boolean>();
  /** Resolves once it is over, with whether it was committed; it may be lost while nobody waits for a statement. */
  readonly over = this.outcome.promise;
  /** Also where nobody waits for a statement, as while a client reads slowly: the pool gets its place back. */
  private readonly onLoss = (): void => this.end();

  private constructor(private readonly client: pg.PoolClient) {
    // The statement under way fails with the same error. Without a listener the event would end the process.
    client.on('error', this.onLoss);
  }

  static async open(pool: pg.Pool, limits: Limits): Promise<Snapshot> {
    const snapshot = new Snapshot(await pool.connect());
    try {
      await snapshot.client.query(beginFor(limits, 'BEGIN ISOLATION LEVEL REPEATABLE READ'));
      return snapshot;
    } catch (error) {
      snapshot.end();
      throw error;
    }
  }

  async query<Row extends Found = Found>({ text, values }: Sql): Promise<Row[]> {
    return (await this.client.query<Row>(text, values)).rows;
  }

  /**
   * The rows of a query in batches, from a cursor of the server: memory holds one batch, and the next, which the server
   * looks for meanwhile.
   */
  async *batches<Row extends Found = Found>({ text, values }: Sql): AsyncGenerator<Row[]> {
    const cursor = `rows_${(this.cursors += 1)}`;
    await this.client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`, values);
    const fetch = (): Promise<pg.QueryResult<Row>> => {
      const fetched = this.client.query<Row>(`FETCH FORWARD ${batchSize} FROM ${cursor}`);
      // Whoever takes no more rows does not wait for it.
      fetched.catch(() => undefined);
      return fetched;
    };
    let next = fetch();
    for (;;) {
      const { rows } = await next;
      const more = rows.length === batchSize;
      if (more) next = fetch();
      if (rows.length > 0) yield rows;
      if (!more) break;
    }
    await this.client.query(`CLOSE ${cursor}`);
  }

  async $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number> {
    return (await this.client.query(text, values)).rowCount ?? 0;
  }

  async $queryRawUnsafe<Rows = unknown>(text: string, ...values: unknown[]): Promise<Rows> {
    return (await this.client.query(text, values)).rows as Rows;
  }

  async commit(): Promise<void> {
    try {
      await this.client.query('COMMIT');
    } catch (error) {
      this.end();
      throw error;
    }
    this.release(false);
  }

  /**
   * Closes the connection, and with it whatever is running: Postgres looks for the client while it works
   * (`client_connection_check_interval`). Nothing of the transaction stays. Does nothing after the end.
   */
  end(): void {
    this.release(true);
  }

  private release(destroy: boolean): void {
    if (this.ended) return;
    this.ended = true;
    // A connection that is closed in the middle of a statement still reports that.
    if (!destroy) this.client.off('error', this.onLoss);
    this.client.release(destroy);
    this.outcome.resolve(!destroy);
  }
}
