import { createHash } from 'node:crypto';
import type { SessionStore as Store } from '@fastify/session';
import { openPool } from '@todoke/database';
import { Problem, type Logger } from '@todoke/service';
import type { Session } from 'fastify';
import type pg from 'pg';
import { emptySession, endedRowKept, prolongAfter, type SessionLifetimes } from './lifetimes.js';

export interface SessionStoreOptions {
  databaseUrl: string;
  /** Schema of the service, where the table `web_sessions` is. */
  schema: string;
  lifetimes: SessionLifetimes;
  logger: Logger;
}

type Done = (error?: unknown) => void;

const sweepEvery = 10 * 60_000;

/** Whether a session has CSRF tokens only. */
export const holdsNothing = (session: object | null | undefined): boolean =>
  Object.keys(session ?? {}).every((key) => key === 'cookie' || key === '_csrf');

/** Postgres takes neither NUL nor half a surrogate pair in JSON. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;

const hashed = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

/**
 * Sessions in Postgres, with a small pool of their own, so that they answer or fail also while the app's pool is busy.
 * Sessions use real time. When the database is unavailable every method fails with the Problem
 * `sessions-unavailable` (503) within a few seconds.
 */
export class SessionStore implements Store {
  private readonly pool: pg.Pool;
  private readonly sweeper: NodeJS.Timeout;

  constructor(private readonly options: SessionStoreOptions) {
    this.pool = openPool(options.schema, 'sessions', {
      connectionString: options.databaseUrl,
      options: `-c search_path=${options.schema}`,
      application_name: `${options.schema}-sessions`,
      max: 5,
      connectionTimeoutMillis: 3_000,
      query_timeout: 4_000,
      idleTimeoutMillis: 60_000,
      allowExitOnIdle: true,
    });
    // An idle connection that is lost is replaced at the next query, which reports the loss.
    this.pool.on('error', () => undefined);
    this.sweeper = setInterval(() => void this.sweep(), sweepEvery).unref();
  }

  get(sessionId: string, done: (error: unknown, session?: Session | null) => void): void {
    this.find(hashed(sessionId)).then((data) => done(null, data), done);
  }

  set(sessionId: string, session: Session, done: Done): void {
    this.save(hashed(sessionId), session).then(() => done(), done);
  }

  destroy(sessionId: string, done: Done): void {
    this.end('id = $2', hashed(sessionId)).then(() => done(), done);
  }

  /**
   * Ends the sessions that belong to one session at the OpenID Provider, or all of one person
   * (OpenID Connect Back-Channel Logout 1.0, section 2.6).
   */
  async endSignedIn(who: { sid?: string; sub?: string }): Promise<number> {
    return who.sid === undefined
      ? this.end(`data->'person'->>'sub' = $2`, who.sub ?? '')
      : this.end('sid = $2', who.sid);
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    await this.pool.end();
  }

  /** Deletes ended sessions; runs every ten minutes. */
  async sweep(): Promise<void> {
    try {
      await this.query('DELETE FROM web_sessions WHERE expires_at <= $1', [new Date(Date.now() - endedRowKept)]);
    } catch {
      this.options.logger.warn('ended sessions could not be removed; they will be next time');
    }
  }

  private async find(id: string): Promise<Session | null> {
    const now = Date.now();
    const { rows } = await this.query<{ data: Session; expires_at: Date; begun_at: Date }>(
      'SELECT data, expires_at, begun_at FROM web_sessions WHERE id = $1 AND expires_at > $2',
      [id, new Date(now)],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const until = Math.min(now + this.idleOf(row.data), row.begun_at.getTime() + this.options.lifetimes.longest);
    if (until - row.expires_at.getTime() > prolongAfter) {
      await this.query('UPDATE web_sessions SET expires_at = $2 WHERE id = $1', [id, new Date(until)]);
    }
    return row.data;
  }

  /** @returns the number of sessions that this call ended */
  private async end(which: string, value: string): Promise<number> {
    const { rowCount } = await this.query(
      `UPDATE web_sessions SET data = 'null', sid = NULL, expires_at = $1 WHERE ${which} AND expires_at > $1`,
      [new Date(), value],
    );
    return rowCount ?? 0;
  }

  /** Does nothing under an id whose session has ended. */
  private async save(id: string, session: Session): Promise<void> {
    const { cookie: _cookie, ...data } = session;
    await this.query(
      `INSERT INTO web_sessions AS known (id, data, sid, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET data = excluded.data, sid = excluded.sid,
         expires_at = LEAST(excluded.expires_at, known.begun_at + make_interval(secs => $5))
       WHERE known.data <> 'null'`,
      [
        id,
        JSON.stringify(data, storable),
        session.person?.sid ?? null,
        new Date(Date.now() + this.idleOf(data)),
        this.options.lifetimes.longest / 1_000,
      ],
    );
  }

  private idleOf(data: object): number {
    const { idle } = this.options.lifetimes;
    return holdsNothing(data) ? Math.min(emptySession, idle) : idle;
  }

  private async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(sql, values);
    } catch (error) {
      throw new Problem(
        'sessions-unavailable',
        'unavailable',
        'ただいまシステムに接続できません。しばらくたってから、もう一度お試しください。',
        (error as { code?: string }).code,
      );
    }
  }
}
