import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Subject } from '@todoke/events';
import { answersOf, connectEvents, hearsOf } from '@todoke/messaging';
import {
  bootOrExplain,
  type Clock,
  clockFrom,
  createLogger,
  serve,
  type SignedIn,
  takeOverOutput,
} from '@todoke/service';
import { createWebApp, webOptions } from '@todoke/web';
import { assetsOf } from './assets.js';
import type { ServiceDefinition } from './definition.js';
import { type ModuleDefinition, reactionsOf } from './module.js';
import { Parts } from './parts.js';
import { rootModule } from './root.js';
import type { AppSettings } from './settings.js';

export interface Service<Settings extends AppSettings = AppSettings> {
  readonly name: string;
  readonly config: (source?: NodeJS.ProcessEnv) => Settings;
  /** Module → subjects that it hears, sorted. */
  readonly hears: Readonly<Record<string, readonly Subject[]>>;
  /** Questions of other services that its modules answer, sorted. */
  readonly answers: readonly string[];
  /** Creates the Nest application, which does not listen yet; tests use it too. */
  readonly createApp: (settings: Settings, clock?: Clock) => Promise<NestFastifyApplication>;
  /** Reads the environment, creates the application and listens until a signal; all of `main.ts`. */
  readonly run: () => Promise<void>;
}

/** Makes a service of its modules. @throws Error where two modules have the same name, or an asset of the same name */
export function defineService<Settings extends AppSettings>(
  definition: ServiceDefinition<Settings>,
): Service<Settings> {
  const { name, config, modules } = definition;
  refuseTwins(name, modules);
  const assets = assetsOf(name, modules);
  const createApp = async (
    settings: Settings,
    clock: Clock = clockFrom(settings.CLOCK_START),
  ): Promise<NestFastifyApplication> => {
    const parts = new Parts(settings, clock);
    const app = await createWebApp(rootModule(definition, folderOf(definition), parts), {
      ...webOptions(name, settings),
      ...(definition.home !== undefined && { home: definition.home }),
      assets,
      counts: Object.fromEntries(
        modules.flatMap(({ counts = {} }) =>
          Object.entries(counts).map(([path, count]) => [path, (person: SignedIn) => count(person, parts)]),
        ),
      ),
      footer: modules.flatMap(({ footer }) => footer ?? []),
      formActions: modules.flatMap(({ web }) => web?.(settings).formActions ?? []),
      uploads: modules.flatMap(({ web }) => web?.(settings).uploads ?? []),
      apiParts: modules.flatMap(({ openApi }) => (openApi ? [openApi(settings)] : [])),
      csrfExempt: modules.flatMap(({ web }) => web?.(settings).csrfExempt ?? []),
    });
    for (const { mount } of modules) mount?.(app, parts);
    connectEvents(app);
    return app;
  };
  return {
    name,
    config,
    hears: hearsOf(reactionsOf(modules)) as Service['hears'],
    answers: answersOf(modules.flatMap(({ answers }) => answers ?? [])),
    createApp,
    run: () =>
      bootOrExplain(async () => {
        takeOverOutput(createLogger(name));
        const settings = config();
        await serve(await createApp(settings), settings);
      }),
  };
}

/** `apps/<service>/`: the parent of `src/` and of `build/` alike. */
const folderOf = ({ at }: { readonly at: string }): string => fileURLToPath(new URL('..', at));

function refuseTwins(service: string, modules: readonly ModuleDefinition<never>[]): void {
  const names = modules.map(({ name }) => name);
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin !== undefined) throw new Error(`${service} has two modules named ${twin}`);
}
