import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInAttempt } from '../sessions/lifetimes.js';

/** A sign-in under way: the state that must come back with the response, and where to go then. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  to: string;
  /** Milliseconds since 1970. */
  until: number;
}

const atOnce = 6;
const path = '/sign-in';

/**
 * Each attempt has a signed cookie of its own, so that several tabs can sign in at the same time, also in a browser
 * without a session, where they would otherwise overwrite each other. The oldest is dropped when there are too many.
 */
export class Attempts {
  constructor(
    private readonly service: string,
    private readonly secure: boolean,
  ) {}

  begin(attempt: Omit<Attempt, 'until'>, request: FastifyRequest, reply: FastifyReply): void {
    const pending = this.pending(request).sort((a, b) => b.attempt.until - a.attempt.until);
    for (const { name } of pending.slice(atOnce - 1)) void reply.clearCookie(name, { path });
    const value = Buffer.from(JSON.stringify({ ...attempt, until: Date.now() + signInAttempt })).toString('base64url');
    void reply.setCookie(this.nameFor(attempt.state), value, {
      path,
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      signed: true,
      maxAge: signInAttempt / 1_000,
    });
  }

  /** Takes the attempt with this state out of the browser: a response counts once. */
  finish(state: unknown, request: FastifyRequest, reply: FastifyReply): Attempt | undefined {
    if (typeof state !== 'string') return undefined;
    const name = this.nameFor(state);
    const attempt = this.read(name, request);
    if (attempt !== undefined) void reply.clearCookie(name, { path });
    return attempt?.state === state && attempt.until > Date.now() ? attempt : undefined;
  }

  /** The page that was asked for last, by a sign-in that has not ended. */
  lastWanted(request: FastifyRequest): string | undefined {
    const [latest] = this.pending(request).sort((a, b) => b.attempt.until - a.attempt.until);
    return latest?.attempt.to;
  }

  private pending(request: FastifyRequest): { name: string; attempt: Attempt }[] {
    const names = Object.keys(request.cookies).filter((name) => name.startsWith(this.prefix));
    return names.flatMap((name) => {
      const attempt = this.read(name, request);
      return attempt === undefined ? [] : [{ name, attempt }];
    });
  }

  private read(name: string, request: FastifyRequest): Attempt | undefined {
    const cookie = request.cookies[name];
    if (cookie === undefined) return undefined;
    const { valid, value } = request.unsignCookie(cookie);
    return valid ? (JSON.parse(Buffer.from(value, 'base64url').toString()) as Attempt) : undefined;
  }

  private nameFor(state: string): string {
    return this.prefix + createHash('sha256').update(state).digest('hex').slice(0, 16);
  }

  private get prefix(): string {
    return `${this.service}_sign_in_`;
  }
}
