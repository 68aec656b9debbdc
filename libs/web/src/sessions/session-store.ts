import { createHash } from 'node:crypto';
import type { SessionStore as Store } from '@fastify/session';
import { nameOf, openPool } from '@todoke/database';
import { Problem, type Logger } from '@todoke/service';
import type { FastifyRequest, Session } from 'fastify';
import type pg from 'pg';
import { csrfSecretOf } from './csrf-secret.js';
import { endedRowKept, prolongAfter, type SessionLifetimes } from './lifetimes.js';

export interface SessionStoreOptions {
  databaseUrl: string;
  /** Schema of the service, where the table `web_sessions` is. */
  schema: string;
  /** The secret that signs the sessions' cookies. */
  secret: string;
  lifetimes: SessionLifetimes;
  logger: Logger;
}

type Done = (error?: unknown) => void;

const sweepEvery = 10 * 60_000;

/** Whether a session has CSRF tokens only. It is not stored then: anonymous requests leave no rows. */
export const holdsNothing = (session: object | null | undefined): boolean =>
  Object.keys(session ?? {}).every((key) => key === 'cookie' || key === '_csrf');

const fresh = new WeakSet<object>();

/** Gives a session that began with this request its CSRF secret, without which no form of it could be sent. */
export function beginTokens(session: FastifyRequest['session'], secret: string): void {
  if (session._csrf !== undefined) return;
  if (holdsNothing(session)) fresh.add(session);
  session._csrf = csrfSecretOf(session.sessionId, secret);
}

/** Postgres takes neither NUL nor half a surrogate pair in JSON. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value;

const hashed = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');

const storeOrReplace = `
  INSERT INTO web_sessions AS known (id, data, sid, expires_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET data = excluded.data, sid = excluded.sid,
    expires_at = LEAST(excluded.expires_at, known.begun_at + make_interval(secs => $5))
  WHERE known.data <> 'null'`;

const replaceIfStored = `
  UPDATE web_sessions SET data = $2, sid = $3, expires_at = LEAST($4, begun_at + make_interval(secs => $5))
  WHERE id = $1 AND data <> 'null'`;

/**
 * Sessions in Postgres, with a small pool of their own, so that they answer or fail also while the app's pool is busy.
 * Sessions use real time. When the database is unavailable every method fails with the Problem
 * `sessions-unavailable` (503) within a few seconds.
 */
export class SessionStore implements Store {
  /** Also for what else is kept for one browser. */
  readonly pool: pg.Pool;
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

  /** A session of which nothing is stored has its CSRF secret alone; one that has ended is not found. */
  get(sessionId: string, done: (error: unknown, session?: Session | null) => void): void {
    const nothing = { _csrf: csrfSecretOf(sessionId, this.options.secret) } as Session;
    this.find(hashed(sessionId)).then((data) => done(null, data === undefined ? nothing : data), done);
  }

  set(sessionId: string, session: Session, done: Done): void {
    if (fresh.has(session) && holdsNothing(session)) return done();
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

  /** @returns undefined where nothing is stored, null where the session has ended */
  private async find(id: string): Promise<Session | null | undefined> {
    const now = Date.now();
    const { rows } = await this.query<{ data: Session | null; expires_at: Date; begun_at: Date }>(
      'SELECT data, expires_at, begun_at FROM web_sessions WHERE id = $1',
      [id],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    if (row.data === null || row.expires_at.getTime() <= now) return null;
    const { idle, longest } = this.options.lifetimes;
    const until = Math.min(now + idle, row.begun_at.getTime() + longest);
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

  /**
   * Does nothing under an id whose session has ended. What holds nothing replaces what was stored, if there was
   * something.
   */
  private async save(id: string, session: Session): Promise<void> {
    const { cookie: _cookie, ...data } = session;
    const { idle, longest } = this.options.lifetimes;
    const values = [
      id,
      JSON.stringify(data, storable),
      session.person?.sid ?? null,
      new Date(Date.now() + idle),
      longest / 1_000,
    ];
    await this.query(holdsNothing(data) ? replaceIfStored : storeOrReplace, values);
  }

  private async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>({ name: nameOf(sql), text: sql, values });
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
