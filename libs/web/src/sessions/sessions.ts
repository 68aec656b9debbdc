import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebAppOptions } from '../options.js';
import type { SessionStore } from './session-store.js';
import './web-session.js';

/** Paths without a session: they answer everybody alike, and must answer while the database is unavailable. */
const withoutSession = ['/assets', '/health', '/metrics', '/docs', '/openapi.json', '/backchannel-logout'];

/** Whether `path` is `prefix` or below it. */
export const isBelow = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';

const cookieNameOf = ({ service }: WebAppOptions): string => `${service}_session`;

/** Ends the session, also for whoever has a copy of its cookie, which is deleted in this browser. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await request.session.destroy();
  void reply.clearCookie(cookieNameOf(request.server.web.options), { path: '/' });
}

/** Cookies and sessions. Registered before Nest's routes, so that its hooks run first. */
export async function registerSessions(
  server: FastifyInstance,
  options: WebAppOptions,
  store: SessionStore,
): Promise<void> {
  const secure = options.publicUrl.startsWith('https:');
  const cookieName = cookieNameOf(options);
  const exempt = [...withoutSession, ...(options.csrfExempt ?? [])];

  await server.register(cookie, { secret: options.sessionSecret });
  server.addHook('onRequest', (request, _reply, done) => {
    const path = pathOf(request.raw.url ?? '/');
    if (exempt.some((prefix) => isBelow(path, prefix))) delete request.cookies[cookieName];
    done();
  });
  await server.register(session, {
    secret: options.sessionSecret,
    cookieName,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
    store,
    saveUninitialized: false,
    rolling: false,
  });
}
