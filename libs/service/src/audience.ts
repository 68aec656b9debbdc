import { Controller, SetMetadata } from '@nestjs/common';
import type { Role } from './people.js';

/**
 * Who is admitted to a route: people who are signed in with one of these roles, or
 * - `signed-in`: everybody who is signed in;
 * - `everybody`: whoever asks;
 * - `machines`: programs, which have no session; where it matters which one asks, the request itself proves it;
 * - `operators`: those who run the service. The network keeps the public away (`OPERATIONS_PORT`).
 */
export type Audience = readonly [Role, ...Role[]] | 'signed-in' | 'everybody' | 'machines' | 'operators';

/** Whether a person has to sign in first. */
export const needsSignIn = (audience: Audience): boolean => audience === 'signed-in' || typeof audience !== 'string';

/** Metadata key: the audience of a handler. A handler without one is a route that nobody may have. */
export const AUDIENCE = 'todoke:audience';

/**
 * Declares a controller whose routes are no pages: its path, and who is admitted to each of its handlers that does not
 * say otherwise by `@Admits`.
 */
export const Endpoint =
  (path: string, { roles }: { readonly roles: Audience }): ClassDecorator =>
  (controller) => {
    Controller(path)(controller);
    for (const handler of methodsOf(controller)) {
      if (!Reflect.hasMetadata(AUDIENCE, handler)) SetMetadata(AUDIENCE, roles)(handler);
    }
  };

/** Who is admitted to one handler, where they are not those of its page or endpoint. */
export const Admits = (roles: Audience): MethodDecorator => SetMetadata(AUDIENCE, roles);

/** Inherited methods are left out: two controllers would share what is declared of them. */
const methodsOf = ({ prototype }: { readonly prototype: unknown }) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
    ([name, { value }]: [string, { value?: unknown }]) =>
      name !== 'constructor' && typeof value === 'function' ? [value as () => unknown] : [],
  );
