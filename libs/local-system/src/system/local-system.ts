import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-ports.js';
import { removeDataFolder } from '../postgres/data-folder.js';
import type { Child } from '../processes/child.js';
import { Children } from '../processes/children.js';
import { writeDemo } from '../settings/demo.js';
import type { Secrets } from '../settings/secrets.js';
import { operatorNatsUrl, superuserUrl } from '../settings/service-environment.js';
import { type Service, services } from '../settings/listeners.js';
import { places, type Settings } from '../settings/settings.js';
import { writeSettings } from '../settings/settings-file.js';
import type { StartFailure } from '../start-failure.js';
import type { Part } from './part.js';
import type { Plan } from './plan.js';
import { keptStateOf, prepare, type Prepared, programFolder } from './prepare.js';
import { Programs, serviceStage } from './programs.js';
import { type ServerName, serverParts } from './servers.js';
import { ServicePart } from './service-part.js';
import { timeLimits } from '../time-limits.js';

/**
 * Arguments of Node for services, as in the Dockerfile. Without the second, an export lets the space for new objects
 * grow to 130 MB, and it stays so.
 */
const serviceArguments = ['--enable-source-maps', '--max-semi-space-size=16'];

/**
 * Postgres, NATS, the inbox and the built services as processes of this machine, as a plan describes them. Each is a
 * part that can be stopped, killed, frozen and started again.
 */
export class LocalSystem {
  readonly parts: Readonly<Record<Service, ServicePart> & Record<ServerName, Part>>;
  /** Processes that ended unexpectedly and that the plan does not need, with their last lines. */
  readonly fallen: string[] = [];
  /** Brings schemas up to date, brings trial data, runs commands. */
  readonly programs: Programs;
  private readonly children: Children;
  private readonly replicas: Record<Service, ServicePart[]>;
  private ended: Promise<void> | undefined;

  private constructor(
    private readonly plan: Plan,
    private readonly prepared: Prepared,
  ) {
    const { needed, echo, fell } = plan.processes ?? {};
    const { record } = places(this.settings.stateDir);
    this.children = new Children({
      logs: this.places.logs,
      onExit: needed === 'none' ? 'tell' : 'end-all',
      told: (failure) => {
        this.fallen.push(`${failure.message} ${failure.why ?? ''}`);
        fell?.(failure);
      },
      ...(keptStateOf(plan) !== undefined && { record }),
      ...(echo !== undefined && { echo }),
    });
    this.replicas = Object.fromEntries(services.map((name) => [name, []])) as unknown as Record<Service, ServicePart[]>;
    this.programs = new Programs(plan, prepared, this.children);
    const service = (name: Service): ServicePart => this.servicePart(name, name, this.settings.urls[name]);
    const ofServices = services.map((name) => [name, service(name)] as const);
    this.parts = {
      ...(Object.fromEntries(ofServices) as Record<Service, ServicePart>),
      ...serverParts(plan, prepared, this.children),
    };
  }

  /** Chooses addresses, folders and secrets; nothing runs until `begin`. @throws StartFailure */
  static async prepare(plan: Plan): Promise<LocalSystem> {
    return new LocalSystem(plan, await prepare(plan, plan.services ?? services));
  }

  /** Starts what the plan describes. Where that fails, nothing is left of it. @throws StartFailure */
  static async start(plan: Plan): Promise<LocalSystem> {
    const system = await LocalSystem.prepare(plan);
    try {
      await system.begin();
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get settings(): Settings {
    return this.prepared.settings;
  }

  get secrets(): Secrets {
    return this.prepared.secrets;
  }

  /** Its folders. */
  get places(): ReturnType<typeof places> {
    return places(this.settings.stateDir);
  }

  /** As superuser, for reading what no role of a service may see. */
  get adminUrl(): string {
    return superuserUrl(this.settings, this.secrets);
  }

  /** As operator, who may do everything at NATS. */
  get natsUrl(): string {
    return operatorNatsUrl(this.settings, this.secrets);
  }

  /** The processes that run, replicas and commands among them. */
  get processes(): readonly Child[] {
    return this.children.all;
  }

  /** Resolves with the failure to report once a process ended that is needed. Never rejects. */
  get failure(): Promise<StartFailure> {
    return this.children.failure;
  }

  /** Servers, schemas, services, trial data, in this order. What needs nothing of each other starts together. */
  async begin(): Promise<void> {
    await this.startServers();
    await this.migrateAll();
    const withTrialData = this.plan.trialData ?? true;
    await Promise.all([this.startServices(), withTrialData && this.programs.bringTrialDays(this.planned)]);
    if (withTrialData) await this.step('Trial data', () => this.programs.bringTrialDataOnce(this.planned));
    writeSettings(this.settings, this.secrets);
    writeDemo(this.settings, this.secrets);
  }

  async startServers(): Promise<void> {
    const { postgres, nats, inbox } = this.parts;
    const hasInbox = this.plan.mails?.inbox ?? true;
    await Promise.all([
      this.step('Postgres', () => postgres.start()),
      this.step('NATS', () => nats.start().then((where) => this.programs.makeStreams().then(() => where))),
      ...(hasInbox ? [this.step('Mail inbox', () => inbox.start())] : []),
    ]);
  }

  async migrateAll(): Promise<void> {
    await this.step('Schemas', async () => {
      await Promise.all(this.planned.map((service) => this.programs.migrate(service)));
      return '';
    });
  }

  async startServices(): Promise<void> {
    await this.step('Services', async () => {
      await Promise.all(this.planned.map((service) => this.startProcessesOf(service)));
      return '';
    });
  }

  /** Adds a process of a service beside those that run, on a free port, and waits until it is ready. */
  async addReplica(service: Service): Promise<ServicePart> {
    const port = await freePort();
    const others = this.replicas[service];
    const replica = this.servicePart(`${service}-${others.length + 1}`, service, `http://localhost:${port}`);
    replica.settings = { PORT: String(port) };
    others.push(replica);
    await replica.start();
    return replica;
  }

  /** All processes of a service, its first one at the beginning. */
  partsOf(service: Service): readonly ServicePart[] {
    return [this.parts[service], ...this.replicas[service]];
  }

  /** Stops every part; the data stay, and `begin` or its steps start them again. */
  async rest(): Promise<void> {
    const { postgres, nats, inbox } = this.parts;
    const ofServices = services.flatMap((service) => this.partsOf(service));
    for (const stage of [ofServices, [nats, inbox], [postgres]])
      await Promise.all(stage.filter(({ isRunning }) => isRunning).map((part) => part.stop()));
  }

  /** Ends everything. State that is thrown away is gone afterwards. Called again, it waits for the same end. */
  stop(): Promise<void> {
    return (this.ended ??= this.end());
  }

  /** Kills everything at once. */
  kill(): void {
    this.children.kill();
  }

  private async end(): Promise<void> {
    for (const part of [...Object.values(this.parts), ...Object.values(this.replicas).flat()])
      if (part.isRunning) part.thaw();
    await this.children.stop();
    await this.plan.mails?.server?.stop?.();
    if (keptStateOf(this.plan) !== undefined) return;
    const { state = {} } = this.plan;
    if ('logsStayIn' in state && state.logsStayIn !== undefined) {
      const folder = join(state.logsStayIn, this.plan.name);
      rmSync(folder, { recursive: true, force: true });
      cpSync(this.places.logs, folder, { recursive: true });
    }
    removeDataFolder(this.places.postgres);
    rmSync(this.settings.stateDir, { recursive: true, force: true });
  }

  /** The first process and the replicas of the plan; those that ran before start again. */
  private async startProcessesOf(service: Service): Promise<void> {
    const known = this.partsOf(service);
    const wanted = 1 + (this.plan.processes?.replicas?.[service] ?? 0);
    const added = Array.from({ length: Math.max(0, wanted - known.length) }, () => this.addReplica(service));
    await Promise.all([...known.map((part) => part.start()), ...added]);
  }

  private servicePart(name: string, service: Service, url: string): ServicePart {
    const { nodeArguments, stopWithin = timeLimits.stopService, needed = 'all' } = this.plan.processes ?? {};
    const part: ServicePart = new ServicePart(name, url, this.children, async () => {
      const child = this.children.start({
        name,
        command: process.execPath,
        args: [...serviceArguments, ...(nodeArguments?.(name) ?? []), 'dist/main.js'],
        cwd: programFolder(service),
        env: { ...this.programs.environmentOf(service), ...part.settings },
        stage: serviceStage,
        stopWithin,
        onExit: needed === 'all' ? 'end-all' : 'tell',
      });
      await child.ready(`${url}/health/ready`);
      return url;
    });
    return part;
  }

  private step(name: string, work: () => Promise<string>): Promise<string> {
    return this.plan.progress?.step?.(name, work) ?? work();
  }

  private get planned(): readonly Service[] {
    return this.plan.services ?? services;
  }
}
