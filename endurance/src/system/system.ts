import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSystem, removeDataFolder, repository, type Service, services } from '@todoke/local-system';
import { type MailSink, mailSink } from '@todoke/testing';
import { crowdSettings } from '@todoke/testing/people';

/** The whole built system; mails go to a sink in this process. */
export type System = LocalSystem & { readonly sink: MailSink };

/** Changes of the defaults. */
export interface Wishes {
  /** Settings that every service gets. */
  readonly own?: NodeJS.ProcessEnv;
  /** Which services are prepared and started; left out: all. */
  readonly only?: readonly Service[];
}

/**
 * Starts it with trial data, on free ports and with data of its own that are deleted with it. Both servers flush what
 * they confirm, as in production, and are processes, so that they can be killed and frozen. Logs stay.
 */
export async function startSystem(name: string, { own, only = services }: Wishes = {}): Promise<System> {
  const sink = await mailSink();
  const system = await LocalSystem.start({
    name,
    services: only,
    state: { logsStayIn: join(repository, 'endurance', 'test-results', 'logs') },
    servers: { natsFrom: ['path', 'kept', 'debian', 'release', 'archive'] },
    mails: { server: { port: sink.port, stop: () => sink.close() }, inbox: false },
    environment: { all: { GUIDANCE_MAIL_WAIT: 'PT2S', ...crowdSettings, ...own } },
    // A service must not crash because another one did: `fallen` tells who did.
    processes: { needed: 'none', stopWithin: 45_000 },
  });
  return Object.assign(system, { sink });
}

/** `todoke-events rebuild` in the producer's folder, as NATS' operator. */
export function rebuild({ programs, natsUrl }: System, producer: Service): Promise<void> {
  const command = join(repository, 'node_modules', '.bin', 'todoke-events');
  const environment = { ...programs.environmentOf(producer), NATS_URL: natsUrl };
  return programs.run(producer, 'rebuild', [command, 'rebuild'], environment);
}

/** Kills everything and deletes the servers' data. The servers run again, empty, with the services' schemas. */
export async function losesEverything({ parts, places, programs }: System): Promise<void> {
  const { inbox: _inbox, ...running } = parts;
  await Promise.all(Object.values(running).map((part) => part.kill()));
  removeDataFolder(places.postgres);
  rmSync(places.nats, { recursive: true });
  await Promise.all([parts.postgres.start(), parts.nats.start()]);
  await Promise.all(services.map((service) => programs.migrate(service)));
}
