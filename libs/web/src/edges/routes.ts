import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route belongs to a Nest controller, so guards run before it. */
    guarded?: boolean;
  }
}

/**
 * Nest's adapter, which distinguishes routes of controllers (whose guards check CSRF tokens and roles) from
 * routes of plugins (which must be checked in a hook).
 */
export class WebAdapter extends FastifyAdapter {
  private registeringController = false;

  markRoutes(): void {
    this.getInstance().addHook('onRoute', (route: RouteOptions) => {
      if (this.registeringController) route.config = { ...route.config, guarded: true };
    });
  }

  private fromController<Result>(register: () => Result): Result {
    this.registeringController = true;
    try {
      return register();
    } finally {
      this.registeringController = false;
    }
  }

  override get(...args: Parameters<FastifyAdapter['get']>): ReturnType<FastifyAdapter['get']> {
    return this.fromController(() => super.get(...args));
  }
  override post(...args: Parameters<FastifyAdapter['post']>): ReturnType<FastifyAdapter['post']> {
    return this.fromController(() => super.post(...args));
  }
  override put(...args: Parameters<FastifyAdapter['put']>): ReturnType<FastifyAdapter['put']> {
    return this.fromController(() => super.put(...args));
  }
  override patch(...args: Parameters<FastifyAdapter['patch']>): ReturnType<FastifyAdapter['patch']> {
    return this.fromController(() => super.patch(...args));
  }
  override delete(...args: Parameters<FastifyAdapter['delete']>): ReturnType<FastifyAdapter['delete']> {
    return this.fromController(() => super.delete(...args));
  }
}

/** The methods of a path, for 405 and OPTIONS. */
export class KnownRoutes {
  private readonly routes: { pattern: RegExp; method: string }[] = [];

  collectFrom(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      const pattern = asPattern(url);
      for (const one of [method].flat()) this.routes.push({ pattern, method: one });
    });
  }

  methodsOf(path: string): string[] {
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(found)].sort();
  }
}

/** A route in find-my-way's syntax as a regular expression: `/applications/:number` , `/oidc/*`. */
function asPattern(url: string): RegExp {
  const source = url
    .split(/(:[A-Za-z0-9_]+(?:\([^)]*\))?|\*)/)
    .map((part) => {
      if (part === '*') return '.*';
      if (part.startsWith(':')) return '[^/]+';
      return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

/** OPTIONS answers with the methods of a path. */
export function answerOptions(server: FastifyInstance, routes: KnownRoutes): void {
  server.addHook('onRequest', (request, reply, done) => {
    const asked = request.method === 'OPTIONS' && request.is404;
    const methods = asked ? routes.methodsOf(request.url.split('?', 1)[0] ?? '/') : [];
    if (methods.length === 0) return done();
    return void reply
      .code(204)
      .header('allow', [...methods, 'OPTIONS'].join(', '))
      .send();
  });
}
