import type { DynamicModule, InjectionToken, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Answering, Hearing, Modules } from '@todoke/messaging';
import type { HealthCheck, SignedIn } from '@todoke/service';
import type { ApiPart, NavigationItem, WebAppOptions } from '@todoke/web';
import type { Parts } from './parts.js';
import type { Job, Worker } from './work.js';

/**
 * A module of a service, as its `module.ts` declares it: a folder with tables, rules and pages of its own. Other
 * modules import only its `index.ts`.
 */
export interface ModuleDefinition<Settings = unknown> {
  /** Name of its folder. Inbox, dead letters and replays are keyed by it, so it does not change. */
  readonly name: string;
  /** Controllers of pages. */
  readonly pages?: readonly Type[];
  /** Controllers of endpoints that are no pages. */
  readonly endpoints?: readonly Type[];
  /** What `/openapi.json` tells of the endpoints, where it is more than their routes. */
  readonly openApi?: (settings: Settings) => ApiPart;
  /** Nest providers. They inject `SETTINGS` for the settings and the service's `Databases` for connections. */
  readonly providers?: readonly Provider[];
  /** Providers that other modules may inject. */
  readonly exports?: readonly InjectionToken[];
  /** Table of reactions to events; each reaction gets `Parts` as its third argument. */
  readonly reactions?: readonly Hearing<never, never>[];
  /** Answers to questions of other services; each gets `Parts` as its second argument. */
  readonly answers?: readonly Answering<never>[];
  readonly jobs?: readonly Job<Settings>[];
  /** Providers that start and stop with the service, as jobs do, but time themselves. */
  readonly workers?: readonly Type<Worker>[];
  /** Checks of readiness besides the database and NATS. */
  readonly checks?: readonly ((parts: Parts<Settings>) => HealthCheck)[];
  /** Path of a page → how much waits there for a person whom it admits; it stands beside the entry of the menu. */
  readonly counts?: Readonly<Record<string, (person: SignedIn, parts: Parts<Settings>) => Promise<number>>>;
  /** Links in the footer of every page. */
  readonly footer?: readonly NavigationItem[];
  /** Folder of files that are served below `/assets/<service>/`. */
  readonly assets?: URL;
  /** Files of npm packages that are served below `/assets/`: name there → path. */
  readonly packageAssets?: Readonly<Record<string, string>>;
  /** Options of the web server that the module needs. */
  readonly web?: (settings: Settings) => Pick<WebAppOptions, 'formActions' | 'csrfExempt' | 'uploads'>;
  /** Changes the Nest application directly, where no controller can do it. */
  readonly mount?: (app: NestFastifyApplication, parts: Parts<Settings>) => void;
}

/** Declares a module. The type parameter is the settings that it needs of its service. */
export const defineModule = <Settings = unknown>(definition: ModuleDefinition<Settings>): ModuleDefinition<Settings> =>
  definition;

/** The Nest module of a definition. It is global, but only its exports can be injected elsewhere. */
export function nestModule({ name, pages, endpoints, providers, exports }: ModuleDefinition<never>): DynamicModule {
  // Nest identifies a module by its class, so each gets one.
  const { [name]: module } = { [name]: class {} };
  return {
    module: module as Type,
    global: true,
    controllers: [...(pages ?? []), ...(endpoints ?? [])],
    providers: [...(providers ?? [])],
    exports: [...(exports ?? [])] as NonNullable<DynamicModule['exports']>,
  };
}

/** Tables of reactions by module, for modules that have one. */
export const reactionsOf = (modules: readonly Pick<ModuleDefinition<never>, 'name' | 'reactions'>[]): Modules =>
  Object.fromEntries(modules.flatMap(({ name, reactions }) => (reactions ? [[name, reactions]] : []))) as Modules;
