import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { KnownRoutes } from './routes.js';

const absolute = /^https?:\/\/[^/?#]+/i;

/**
 * The path and query of a request's target. A server must understand the absolute form as well, as a proxy sends it
 * (RFC 9112 3.2.2). Whatever else is no path stays as it is, and is refused below.
 */
export function originForm({ url = '/' }: IncomingMessage): string {
  const host = absolute.exec(url)?.[0];
  if (host === undefined) return url;
  const rest = url.slice(host.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The target is neither a path nor the address of one. */
class MalformedTarget extends Error {
  override readonly name = 'MalformedTarget';
  readonly statusCode = 400;
}

/** Refuses what is no path, and answers OPTIONS with the methods of a path; `*` is the whole service. */
export function checkTargets(server: FastifyInstance, routes: KnownRoutes): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { method, url } = request;
    const whole = method === 'OPTIONS' && url === '*';
    if (!whole && !url.startsWith('/')) return done(new MalformedTarget());
    const asked = method === 'OPTIONS' && request.is404;
    const methods = whole ? routes.methods : asked ? routes.methodsOf(url.split(/[?#]/, 1)[0] ?? '/') : [];
    if (methods.length === 0) return done();
    return void reply
      .code(204)
      .header('allow', [...new Set([...methods, 'OPTIONS'])].join(', '))
      .send();
  });
}
