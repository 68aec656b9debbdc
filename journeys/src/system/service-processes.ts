import { join } from 'node:path';
import {
  type Child,
  type Children,
  migrationEnvironment,
  places,
  type Secrets,
  type Service,
  serviceEnvironment,
  type Settings,
  trialDataEnvironment,
} from '@todoke/local-system';
import { repository } from './repository.js';

/** The services export their spans to files beside the logs: what must not be in a log must not be in a span. */
export const spansFile = (stateDir: string): string => join(places(stateDir).logs, 'spans.jsonl');

/** Services are stopped before the servers that they need. */
const stage = 2;
/**
 * Milliseconds; much longer than a service takes at most, so that none is killed that would have ended, and shorter
 * than requests that never end are let run (60 s).
 */
const stopWithin = 45_000;

/** The programs of the five services, as they are built. */
export class ServiceProcesses {
  private readonly running = new Map<Service, Child>();

  constructor(
    private readonly settings: Settings,
    private readonly secrets: Secrets,
    private readonly children: Children,
  ) {}

  migrate(service: Service): Promise<void> {
    const program = join(repository, 'node_modules', '.bin', 'todoke-migrate');
    const env = migrationEnvironment(service, this.settings, this.secrets, process.env);
    return this.run(service, 'migrate', program, env);
  }

  bringTrialData(service: Service): Promise<void> {
    const env = trialDataEnvironment(service, this.settings, this.secrets, process.env);
    return this.run(service, 'trial-data', 'dist/trial-data.js', env);
  }

  /** Starts it and waits until it is ready. */
  async start(service: Service): Promise<void> {
    const child = this.children.start({
      name: service,
      command: process.execPath,
      args: ['--enable-source-maps', 'dist/main.js'],
      cwd: this.folder(service),
      env: {
        ...serviceEnvironment(service, this.settings, this.secrets, process.env),
        OTEL_TRACES_EXPORTER: 'file',
        OTEL_TRACES_FILE: spansFile(this.settings.stateDir),
      },
      stage,
      stopWithin,
    });
    this.running.set(service, child);
    await child.ready(`${this.settings.urls[service]}/health/ready`);
  }

  async stop(service: Service): Promise<void> {
    await this.running.get(service)?.stop();
  }

  /** The latest process of a service. */
  process(service: Service): Child {
    const child = this.running.get(service);
    if (child === undefined) throw new Error(`${service} was not started`);
    return child;
  }

  private run(service: Service, what: string, program: string, env: NodeJS.ProcessEnv): Promise<void> {
    const place = { command: process.execPath, args: [program], cwd: this.folder(service) };
    return this.children.run({ name: `${service}-${what}`, ...place, env, stage });
  }

  private folder = (service: Service): string => join(repository, 'apps', service);
}
