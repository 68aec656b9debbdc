import type { DynamicModule, InjectionToken, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Hearing, Modules } from '@todoke/messaging';
import type { HealthCheck, SignedIn } from '@todoke/service';
import type { NavigationItem, WebAppOptions } from '@todoke/web';
import type { Parts } from './parts.js';
import type { Job, Worker } from './work.js';

/**
 * One module of a service, as its `module.ts` declares it: a folder with tables, rules and pages of its own. The others
 * know of it what its `index.ts` shows.
 */
export interface ModuleDefinition<Settings = unknown> {
  /** The name of its folder. */
  readonly name: string;
  /** Controllers that answer with pages. */
  readonly pages?: readonly Type[];
  /** Controllers that answer with anything else. */
  readonly endpoints?: readonly Type[];
  /** Nest's providers; the settings are `SETTINGS`, the connections the service's `Databases`. */
  readonly providers?: readonly Provider[];
  /** What other modules may inject. */
  readonly exports?: readonly InjectionToken[];
  /** What it does when it hears an event; `Parts` is the third argument of each. */
  readonly reactions?: readonly Hearing<never, never>[];
  readonly jobs?: readonly Job<Settings>[];
  /** Providers that start and stop with the service. */
  readonly workers?: readonly Type<Worker>[];
  /** What readiness asks for besides the service's database and messages. */
  readonly checks?: readonly ((parts: Parts<Settings>) => HealthCheck)[];
  /** Its entries of the menu for this reader; undefined is somebody who is not signed in. */
  readonly navigation?: (person: SignedIn | undefined, settings: Settings) => readonly NavigationItem[];
  /** Its links at the foot of every page. */
  readonly footer?: readonly NavigationItem[];
  /** Its folder of files below `/assets/<service>/`. */
  readonly assets?: URL;
  /** Files of packages below `/assets/`, by their names there. */
  readonly packageAssets?: Readonly<Record<string, string>>;
  /** What the web server must know for its sake. */
  readonly web?: (settings: Settings) => Pick<WebAppOptions, 'formActions' | 'csrfExempt'>;
  /** Adds to the application what no controller can. */
  readonly mount?: (app: NestFastifyApplication, parts: Parts<Settings>) => void;
}

/** Declares a module. Type parameter: the settings that it needs of its service. */
export const defineModule = <Settings = unknown>(definition: ModuleDefinition<Settings>): ModuleDefinition<Settings> =>
  definition;

/** The same for Nest. It is global, but shows only what it exports. */
export function nestModule({ name, pages, endpoints, providers, exports }: ModuleDefinition<never>): DynamicModule {
  // Nest tells modules apart by their class.
  const { [name]: module } = { [name]: class {} };
  return {
    module: module as Type,
    global: true,
    controllers: [...(pages ?? []), ...(endpoints ?? [])],
    providers: [...(providers ?? [])],
    exports: [...(exports ?? [])] as NonNullable<DynamicModule['exports']>,
  };
}

/** The tables of reactions of those modules that have one. */
export const reactionsOf = (modules: readonly Pick<ModuleDefinition<never>, 'name' | 'reactions'>[]): Modules =>
  Object.fromEntries(modules.flatMap(({ name, reactions }) => (reactions ? [[name, reactions]] : []))) as Modules;
