import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, stateDir } from './paths.js';

/** Stages of stopping: the highest goes first, Postgres (0) last. */
const SERVICE_STAGE = 2;
/** Node's compile cache, reused by the next start. */
const compileCache = join(stateDir, 'compile-cache');

/**
 * The running system: servers, schemas, services, trial data, in this order.
 * @param {{ lib: typeof import('@todoke/local-system'), settings: import('@todoke/local-system').Settings,
 *   secrets: import('@todoke/local-system').Secrets, children: import('@todoke/local-system').Children,
 *   progress: import('./progress.js').Progress, watch: boolean }} parts
 */
export class System {
  #parts;
  #places;
  #running = new Map();

  constructor(parts) {
    this.#parts = parts;
    this.#places = parts.lib.places(parts.settings.stateDir);
  }

  async start() {
    const { lib, progress } = this.#parts;
    await Promise.all([
      progress.step('Postgres', () => this.#postgres()),
      progress.step('NATS', () => this.#nats()),
      progress.step('Mail inbox', () => this.#inbox()),
    ]);
    await progress.step('Schemas', () => this.migrateAll());
    await progress.step('Services', () => Promise.all(lib.services.map((service) => this.startService(service))));
    await progress.step('Trial data', () => this.#trialData());
  }

  async #postgres() {
    const { lib, settings, secrets, children } = this.#parts;
    const { superuserPassword } = secrets;
    const { folder } = await lib.startPostgres({
      dataDir: this.#places.postgres,
      port: settings.ports.postgres,
      superuserPassword,
      database: lib.DATABASE,
      children,
    });
    // As root in a folder that only root may enter, Postgres runs as another user.
    const elsewhere = folder === this.#places.postgres ? '' : `, data in ${folder}`;
    return `port ${settings.ports.postgres}${elsewhere}`;
  }

  async #nats() {
    const { lib, settings, children, progress } = this.#parts;
    const server = await lib.findNatsServer({
      stateDir,
      say: (line) => progress.say(`    ${line}`),
      archive: settings.natsArchive,
    });
    await lib.startNats({ server, storeDir: this.#places.nats, port: settings.ports.nats, children });
    return `port ${settings.ports.nats}`;
  }

  async #inbox() {
    const { lib, settings, children } = this.#parts;
    const { smtp: smtpPort, inbox: webPort } = settings.ports;
    await lib.startInbox({ smtpPort, webPort, mailDir: this.#places.mails, children });
    return `port ${smtpPort}`;
  }

  /** Brings the schemas up to date, each service's own. */
  async migrateAll() {
    await Promise.all(this.#parts.lib.services.map((service) => this.migrate(service)));
  }

  async migrate(service) {
    const { lib, settings, secrets, children } = this.#parts;
    await children.run({
      name: `${service}-migrate`,
      command: process.execPath,
      args: [join(root, 'libs', 'database', 'bin', 'todoke-migrate.js')],
      cwd: join(root, 'apps', service),
      env: this.#cached(lib.migrationEnvironment(service, settings, secrets, process.env)),
      stage: SERVICE_STAGE,
    });
  }

  /** Starts one service and waits until it says that it is ready. */
  async startService(service) {
    const { lib, settings, secrets, children, watch } = this.#parts;
    const child = children.start({
      name: service,
      command: process.execPath,
      args: ['--enable-source-maps', 'dist/main.js'],
      cwd: join(root, 'apps', service),
      env: this.#cached(lib.serviceEnvironment(service, settings, secrets, process.env)),
      stage: SERVICE_STAGE,
      stopWithin: 21_000,
      // In watch mode a service that crashes waits for the next change.
      onExit: watch ? 'tell' : 'end-all',
    });
    this.#running.set(service, child);
    await child.ready(`${settings.urls[service]}/health/ready`);
  }

  async stopService(service) {
    await this.#running.get(service)?.stop();
  }

  /** Once per database, so that later changes of the trial people are kept. */
  async #trialData() {
    const { lib, settings, secrets, children } = this.#parts;
    const marker = join(stateDir, 'trial-data.json');
    const cluster = this.#fingerprint();
    if (existsSync(marker) && readFileSync(marker, 'utf8') === cluster) return 'kept from before';
    for (const service of ['accounts', 'registration']) {
      await children.run({
        name: `${service}-trial-data`,
        command: process.execPath,
        args: ['dist/trial-data.js'],
        cwd: join(root, 'apps', service),
        env: this.#cached(lib.trialDataEnvironment(service, settings, secrets, process.env)),
        stage: SERVICE_STAGE,
      });
    }
    writeFileSync(marker, cluster, { mode: 0o600 });
    return 'new';
  }

  #fingerprint() {
    const { ino, birthtimeMs } = statSync(join(this.#places.postgres, 'PG_VERSION'));
    const people = createHash('sha256').update(JSON.stringify(this.#parts.secrets.people)).digest('hex');
    return JSON.stringify({ ino, birthtimeMs, people });
  }

  #cached(environment) {
    return { ...environment, NODE_COMPILE_CACHE: compileCache };
  }
}

/**
 * What a fresh start does not delete: the NATS that was fetched, the fingerprints of the build, and the lock.
 */
const NO_STATE = new Set(['nats-server', 'build.json', 'compile-cache', 'start.json', 'logs']);

/** Deletes the state of earlier runs, which must have ended. */
export function removeState(lib) {
  lib.removeDataFolder(lib.places(stateDir).postgres);
  for (const entry of readdirSync(stateDir))
    if (!NO_STATE.has(entry)) rmSync(join(stateDir, entry), { recursive: true, force: true });
}
