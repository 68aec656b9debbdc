import session from '@fastify/session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebAppOptions } from '../options.js';
import type { SessionStore } from './session-store.js';
import './web-session.js';

/** Paths without a session: they answer everybody alike, and must answer while the database is unavailable. */
export const withoutSession = ['/assets', '/health', '/metrics', '/docs', '/openapi.json', '/backchannel-logout'];

/** Whether `path` is `prefix` or below it. */
export const isBelow = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** The path of a request's target, as the router reads it: `#` ends it as `?` does. */
export const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '/';

const sessionCookie = (service: string): string => `${service}_session`;

/** Ends the session, also for whoever has a copy of its cookie, which is deleted in this browser. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { cookies, options } = request.server.web;
  await request.session.destroy();
  cookies.drop(reply, sessionCookie(options.service));
}

/** Sessions. Registered before Nest's routes, so that its hooks run first. */
export async function registerSessions(
  server: FastifyInstance,
  options: WebAppOptions,
  store: SessionStore,
): Promise<void> {
  const { cookies } = server.web;
  const name = sessionCookie(options.service);
  const cookieName = cookies.nameOf(name);
  const signer = cookies.signerOf(name);
  const exempt = [...withoutSession, ...(options.csrfExempt ?? [])];

  server.addHook('onRequest', (request, _reply, done) => {
    const path = pathOf(request.raw.url ?? '/');
    const id = cookies.readSigned(request, name);
    if (exempt.some((prefix) => isBelow(path, prefix))) delete request.cookies[cookieName];
    else if (id !== undefined) request.cookies[cookieName] = signer.sign(id);
    done();
  });
  await server.register(session, {
    secret: signer,
    cookieName,
    cookie: cookies.attributes,
    store,
    saveUninitialized: false,
    rolling: false,
  });
}
