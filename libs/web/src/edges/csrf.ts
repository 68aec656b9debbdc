import csrf from '@fastify/csrf-protection';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebAppOptions } from '../options.js';
import { isBelow, pathOf } from '../sessions/sessions.js';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const refused = new WeakMap<FastifyRequest, Error>();

/** The request came without the token of its session, or with a wrong one. */
export class ForgedRequest extends Error {
  override readonly name = 'ForgedRequest';
}

/** Set when the token was wrong; the guard refuses the request unless a sign-in has to come first. */
export const forgeryOf = (request: FastifyRequest): Error | undefined => refused.get(request);

/**
 * Every POST must have the token of its session in the field `_csrf` (or the header `csrf-token`), except below
 * the exempt prefixes, which have no session to misuse.
 */
export async function registerCsrf(server: FastifyInstance, options: WebAppOptions): Promise<void> {
  const exempt = [...(options.csrfExempt ?? []), '/backchannel-logout'];
  await server.register(csrf, { sessionPlugin: '@fastify/session', getToken: tokenIn, logLevel: 'trace' });
  server.addHook('preHandler', (request, reply, done) => {
    if (!unsafe.has(request.method) || request.is404) return done();
    const path = pathOf(request.raw.url ?? '/');
    if (exempt.some((prefix) => isBelow(path, prefix))) return done();
    if (isGenuine(server, request)) return done();
    const error = new ForgedRequest('csrf');
    refused.set(request, error);
    // Controllers have a guard that knows whether a sign-in has to come first; other routes have none.
    return request.routeOptions.config.guarded === true ? done() : done(error);
  });
}

/** The plugin itself would answer when a token is wrong; here only its result is used. */
function isGenuine(server: FastifyInstance, request: FastifyRequest): boolean {
  let genuine = false;
  const reply = { send: () => reply } as unknown as FastifyReply;
  server.csrfProtection(request, reply, () => {
    genuine = true;
  });
  return genuine;
}

function tokenIn(request: FastifyRequest): string | undefined {
  const body: unknown = request.body;
  const field = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  const header = request.headers['csrf-token'];
  const token = field ?? header;
  return typeof token === 'string' ? token : undefined;
}
