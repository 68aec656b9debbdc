import type { RunInTransaction, RunStatement } from '@todoke/database';
import type { HealthCheck } from '@todoke/service';
import type { AppSettings } from './settings.js';
import type { ModuleDefinition } from './module.js';

/** What this library needs of a service's `Databases`, a subclass of one in @todoke/database. */
interface ServiceDatabases {
  readonly inTransaction: RunInTransaction;
  readonly inOneStatement: RunStatement;
  check(folder: string): HealthCheck;
  onApplicationShutdown(): Promise<void>;
}

/** A service as its `<service>.service.ts` declares it. */
export interface ServiceDefinition<Settings extends AppSettings> {
  /** Name as in the table of ports. The schema, the stream and the OpenID client have the same name. */
  readonly name: string;
  /** `import.meta.url` of the file with this definition; the folder of migrations is found from there. */
  readonly at: string;
  /** Reads the environment. @throws ConfigurationError that names what is missing or wrong */
  readonly config: (source?: NodeJS.ProcessEnv) => Settings;
  readonly databases: new (settings: Settings) => ServiceDatabases;
  readonly modules: readonly ModuleDefinition<Settings>[];
  /** URL that the system's name in the header links to. Default `/`. */
  readonly home?: string;
  /** URL after a sign-in that began at no particular page. Default `/`. */
  readonly homeOfSignedIn?: string;
}
