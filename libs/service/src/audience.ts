import { Controller, SetMetadata } from '@nestjs/common';
import type { Role } from './roles.js';

/**
 * Who is admitted to a route: people who are signed in with one of these roles, or
 * - `signed-in`: everybody who is signed in;
 * - `everybody`: whoever asks;
 * - `machines`: programs, which have no session; where it matters which one asks, the request itself proves it;
 * - `operations`: those who run the service. The network keeps the public away (`OPERATIONS_PORT`).
 */
export type Audience = readonly [Role, ...Role[]] | 'signed-in' | 'everybody' | 'machines' | 'operations';

/** Whether a person has to sign in first. */
export const needsSignIn = (audience: Audience): boolean => audience === 'signed-in' || typeof audience !== 'string';

/** Metadata key: the audience of a handler. A handler without one is a route that nobody may have. */
export const AUDIENCE = 'todoke:audience';

/** Metadata key: what a handler itself says by `@Admits`. */
const ADMITS = 'todoke:admits';

/**
 * Declares a controller whose routes are no pages: its path, and who is admitted to each of its handlers that does not
 * say otherwise by `@Admits`. Inherited handlers are its own: another class that inherits them may admit others.
 */
export const Endpoint =
  (path: string, { roles }: { readonly roles: Audience }): ClassDecorator =>
  (controller) => {
    Controller(path)(controller);
    const prototype = controller.prototype as object;
    ownInherited(prototype);
    for (const [, handler] of handlersOf(prototype)) {
      const own = Reflect.getMetadata(ADMITS, handler) as Audience | undefined;
      SetMetadata(AUDIENCE, own ?? roles)(handler);
    }
  };

/** Who is admitted to one handler, where they are not those of its page or endpoint. */
export const Admits = (roles: Audience): MethodDecorator => SetMetadata(ADMITS, roles);

type Handler = (...given: unknown[]) => unknown;

/** The methods that stand in this class and that some decorator made a handler. */
const handlersOf = (prototype: object): [string, Handler][] =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
    ([name, { value }]: [string, { value?: unknown }]): [string, Handler][] =>
      name !== 'constructor' && typeof value === 'function' && Reflect.getMetadataKeys(value).length > 0
        ? [[name, value as Handler]]
        : [],
  );

/** Metadata is kept by function, so an inherited handler gets a function of its own, which calls it. */
function ownInherited(prototype: object): void {
  let above = Object.getPrototypeOf(prototype) as object | null;
  for (; above !== null && above !== Object.prototype; above = Object.getPrototypeOf(above) as object | null) {
    for (const [name, inherited] of handlersOf(above)) {
      if (Object.hasOwn(prototype, name)) continue;
      const own = function (this: unknown, ...given: unknown[]): unknown {
        return inherited.apply(this, given);
      };
      for (const key of Reflect.getMetadataKeys(inherited)) {
        Reflect.defineMetadata(key, Reflect.getMetadata(key, inherited), own);
      }
      Object.defineProperty(prototype, name, { value: own, writable: true, configurable: true });
    }
  }
}
