import type { RunInTransaction } from '@todoke/database';
import type { HealthCheck, SignedIn } from '@todoke/service';
import type { NavigationItem, WebSettings } from '@todoke/web';
import type { ModuleDefinition } from './module.js';

/** What is needed of a service's `Databases`, the subclass that it makes of @todoke/database's. */
export interface ServiceDatabases {
  readonly inTransaction: RunInTransaction;
  check(folder: string): HealthCheck;
  onApplicationShutdown(): Promise<void>;
}

/** A service as its `<service>.service.ts` declares it. */
export interface ServiceDefinition<Settings extends WebSettings> {
  /** As in the table of ports; its schema, its stream and its OpenID client are named like it. */
  readonly name: string;
  /** `import.meta.url` of the file that declares it; migrations are found from there. */
  readonly at: string;
  /** Reads the environment. @throws ConfigurationError naming what is missing or wrong */
  readonly config: (source?: NodeJS.ProcessEnv) => Settings;
  readonly databases: new (settings: Settings) => ServiceDatabases;
  readonly modules: readonly ModuleDefinition<Settings>[];
  /** Entries of the menu before those of the modules. */
  readonly navigation?: (person: SignedIn | undefined, settings: Settings) => readonly NavigationItem[];
  /** Where the system's name in the header leads. Default `/`. */
  readonly home?: string;
  /** Where a sign-in leads that began nowhere else. Default `/`. */
  readonly homeOfSignedIn?: string;
}
