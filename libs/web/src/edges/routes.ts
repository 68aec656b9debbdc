import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AUDIENCE, type Audience, needsSignIn } from '@todoke/service';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { audienceOfApiDocuments } from './api-documents.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who is admitted. Every route has it; those of controllers get it of `@Page`, `@Endpoint` and `@Admits`. */
    audience?: Audience;
    /** The route belongs to a Nest controller, so guards run before it. */
    guarded?: boolean;
  }
}

/** A route as the router knows it. */
export interface Route {
  readonly method: string;
  /** In find-my-way's syntax: `/applications/:number`, `/oidc/*`. */
  readonly path: string;
  readonly audience: Audience;
}

/** All routes of an application that was made by `createWebApp`. Complete once it listens. */
export const routesOf = (app: NestFastifyApplication): readonly Route[] =>
  (app.getHttpAdapter().getInstance() as unknown as FastifyInstance).web.routes.all;

/**
 * Nest's adapter, which distinguishes routes of controllers (whose guards check CSRF tokens and roles) from
 * routes of plugins (which must be checked in a hook), and refuses a route of which nobody declared who is admitted.
 */
export class WebAdapter extends FastifyAdapter {
  private ofController: Audience | undefined;

  /** @throws Error, while the application boots, that names a route without an audience */
  declareRoutes(routes: KnownRoutes): void {
    this.getInstance().addHook('onRoute', (route: RouteOptions) => {
      const guarded = this.ofController !== undefined;
      const audience = this.ofController ?? route.config?.audience ?? audienceOfApiDocuments(route.url);
      const named = `${[route.method].flat().join(',')} ${route.url}`;
      if (audience === undefined) throw new Error(`${named}: ${undeclared}`);
      if (needsSignIn(audience) && !guarded) throw new Error(`${named}: ${unguarded}`);
      route.config = { ...route.config, audience, guarded };
      for (const method of [route.method].flat()) routes.add({ method, path: route.url, audience });
    });
  }

  private fromController<Result>(args: readonly unknown[], register: () => Result): Result {
    const handler = args.at(-1);
    this.ofController = typeof handler === 'function' ? audienceOf(handler) : undefined;
    try {
      return register();
    } finally {
      this.ofController = undefined;
    }
  }

  override get(...args: Parameters<FastifyAdapter['get']>): ReturnType<FastifyAdapter['get']> {
    return this.fromController(args, () => super.get(...args));
  }
  override post(...args: Parameters<FastifyAdapter['post']>): ReturnType<FastifyAdapter['post']> {
    return this.fromController(args, () => super.post(...args));
  }
  override put(...args: Parameters<FastifyAdapter['put']>): ReturnType<FastifyAdapter['put']> {
    return this.fromController(args, () => super.put(...args));
  }
  override patch(...args: Parameters<FastifyAdapter['patch']>): ReturnType<FastifyAdapter['patch']> {
    return this.fromController(args, () => super.patch(...args));
  }
  override all(...args: Parameters<FastifyAdapter['all']>): ReturnType<FastifyAdapter['all']> {
    return this.fromController(args, () => super.all(...args));
  }
  override delete(...args: Parameters<FastifyAdapter['delete']>): ReturnType<FastifyAdapter['delete']> {
    return this.fromController(args, () => super.delete(...args));
  }
}

const audienceOf = (handler: object): Audience | undefined =>
  Reflect.getMetadata(AUDIENCE, handler) as Audience | undefined;

const undeclared = 'nobody declared who is admitted (by @Page, @Endpoint, @Admits, or config.audience elsewhere)';
const unguarded = 'only controllers have a guard that asks for a sign-in';

/** The routes of the application, and the methods of a path for 405 and OPTIONS. */
export class KnownRoutes {
  readonly all: Route[] = [];
  private readonly patterns = new Map<string, RegExp>();

  add(route: Route): void {
    this.all.push(route);
    this.patterns.set(route.path, asPattern(route.path));
  }

  /** All that any path has. */
  get methods(): string[] {
    return [...new Set(this.all.map(({ method }) => method))].sort();
  }

  methodsOf(path: string): string[] {
    const found = this.all.filter((route) => this.patterns.get(route.path)?.test(path)).map(({ method }) => method);
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
