import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from '../processes/children.js';
import { checkoutState, repository } from '../repository.js';
import { migrationEnvironment, serviceEnvironment, trialDataEnvironment } from '../settings/service-environment.js';
import { type Service } from '../settings/listeners.js';
import { places } from '../settings/settings.js';
import type { Plan } from './plan.js';
import { type Prepared, programFolder } from './prepare.js';

/** Stages of stopping: services and their programs go first, NATS and the inbox (1) after them, Postgres (0) last. */
export const serviceStage = 2;

/** The services whose trial data come once; accounts first, since people must be able to sign in. */
const withTrialData: readonly Service[] = ['accounts', 'registration'];
/** The services whose trial data go on from day to day, so that each start brings what is missing. */
const withTrialDays: readonly Service[] = ['reporting'];

/** The programs of the services other than the services themselves, each in its service's folder. */
export class Programs {
  constructor(
    private readonly plan: Plan,
    private readonly prepared: Prepared,
    private readonly children: Children,
  ) {}

  /** The environment of a service as the plan has it. */
  environmentOf(service: Service): NodeJS.ProcessEnv {
    return { ...this.of(serviceEnvironment, service), ...this.plan.environment?.own?.[service] };
  }

  /** Brings the schema of a service up to date. */
  migrate(service: Service): Promise<void> {
    const program = join(repository, 'libs', 'database', 'bin', 'todoke-migrate.js');
    return this.run(service, 'migrate', [program], this.of(migrationEnvironment, service));
  }

  /** Makes the streams of all services, as NATS' operator. */
  makeStreams(): Promise<void> {
    const program = join(repository, 'libs', 'messaging', 'bin', 'todoke-streams.js');
    const env = this.of(migrationEnvironment, 'registration');
    return this.children.run({ name: 'streams', command: process.execPath, args: [program], env, stage: serviceStage });
  }

  bringTrialData(service: Service): Promise<void> {
    return this.run(service, 'trial-data', ['dist/trial-data.js'], this.of(trialDataEnvironment, service));
  }

  /** Brings the trial data of what has happened since the last start. It needs the schemas alone. */
  async bringTrialDays(services: readonly Service[]): Promise<void> {
    const going = withTrialDays.filter((service) => services.includes(service));
    await Promise.all(going.map((service) => this.bringTrialData(service)));
  }

  /**
   * Brings the trial data of these services that come once a database: later changes of the trial people are kept.
   * @returns what was done, in a few words
   */
  async bringTrialDataOnce(services: readonly Service[]): Promise<string> {
    const marker = join(this.prepared.settings.stateDir, 'trial-data.json');
    const cluster = this.fingerprint();
    if (existsSync(marker) && readFileSync(marker, 'utf8') === cluster) return 'kept from before';
    for (const service of withTrialData) if (services.includes(service)) await this.bringTrialData(service);
    writeFileSync(marker, cluster, { mode: 0o600 });
    return 'new';
  }

  /** @throws StartFailure with its last lines where the exit code is not 0 */
  run(service: Service, what: string, args: readonly string[], env = this.environmentOf(service)): Promise<void> {
    const place = { command: process.execPath, args: [...args], cwd: programFolder(service) };
    return this.children.run({ name: `${service}-${what}`, ...place, env, stage: serviceStage });
  }

  private of(environment: typeof serviceEnvironment, service: Service): NodeJS.ProcessEnv {
    const { settings, secrets } = this.prepared;
    // Compiled code is reused by the next start.
    const given = { ...process.env, NODE_COMPILE_CACHE: join(checkoutState, 'compile-cache') };
    return environment(service, settings, secrets, { ...given, ...this.plan.environment?.all });
  }

  /** Of the cluster and of the people who can sign in. */
  private fingerprint(): string {
    const { settings, secrets } = this.prepared;
    const { ino, birthtimeMs } = statSync(join(places(settings.stateDir).postgres, 'PG_VERSION'));
    const people = createHash('sha256').update(JSON.stringify(secrets.people)).digest('hex');
    return JSON.stringify({ ino, birthtimeMs, people });
  }
}
