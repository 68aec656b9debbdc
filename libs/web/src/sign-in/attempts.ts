import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { signInAttempt } from '../sessions/lifetimes.js';

/** A sign-in under way: the state that must come back with the response, and where to go then. */
const attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});

export type Attempt = z.output<typeof attempt>;

/** All cookies of a request have to stay below the 16 KB that Node takes, whatever a foreign page sends here. */
const atOnce = 3;

/** Characters of the page to go to; a longer one is not kept. */
export const longestTarget = 500;

/**
 * Each attempt has a signed cookie of its own, so that several tabs can sign in at the same time, also in a browser
 * without a session, where they would otherwise overwrite each other. The oldest is dropped when there are too many.
 */
export class Attempts {
  constructor(private readonly service: string) {}

  begin(begun: Omit<Attempt, 'until'>, request: FastifyRequest, reply: FastifyReply): void {
    const { cookies } = request.server.web;
    const pending = this.pending(request).sort((a, b) => b.until - a.until);
    for (const { name } of pending.slice(atOnce - 1)) cookies.drop(reply, name);
    const kept = { ...begun, until: Date.now() + signInAttempt };
    cookies.setJson(reply, this.nameFor(begun.state), kept, signInAttempt / 1_000);
  }

  /** Takes the attempt with this state out of the browser: a response counts once. */
  finish(state: unknown, request: FastifyRequest, reply: FastifyReply): Attempt | undefined {
    if (typeof state !== 'string') return undefined;
    const name = this.nameFor(state);
    const found = this.read(name, request);
    if (found !== undefined) request.server.web.cookies.drop(reply, name);
    return found?.state === state && found.until > Date.now() ? found : undefined;
  }

  /** The page that was asked for last, by a sign-in that has not ended. */
  lastWanted(request: FastifyRequest): string | undefined {
    const [latest] = this.pending(request).sort((a, b) => b.until - a.until);
    return latest?.to;
  }

  /** Those that cannot be read are the oldest. */
  private pending(request: FastifyRequest): { name: string; until: number; to?: string | undefined }[] {
    const names = request.server.web.cookies.namesWith(request, this.prefix);
    return names.map((name) => {
      const { until = 0, to } = this.read(name, request) ?? {};
      return { name, until, to };
    });
  }

  private read(name: string, request: FastifyRequest): Attempt | undefined {
    return attempt.safeParse(request.server.web.cookies.readJson(request, name)).data;
  }

  private nameFor(state: string): string {
    return this.prefix + createHash('sha256').update(state).digest('hex').slice(0, 16);
  }

  private get prefix(): string {
    return `${this.service}_sign_in_`;
  }
}
