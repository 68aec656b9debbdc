import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { watch } from 'chokidar';
import { explain } from './failure.js';
import { run } from './run-command.js';
import { turboEnvironment } from './build.js';
import { servicesUsing, workspaces } from './workspaces.js';

/** Milliseconds to collect changes: an editor writes a file more than once, and a branch switch writes many. */
const QUIET_MS = 150;
const GENERATED = /\/generated(\/|$)/;
const SOURCES = /\.(ts|js|hbs|css|json|sql|prisma|svg|txt)$/;

/**
 * Watches the sources of every package. A changed package is built with its own build, the services that use it are
 * bundled again and restarted. A failed build or start is reported and waits for the next
 * change.
 * @returns {() => void} ends the watching
 */
export function watchSources({ system, progress, services }) {
  const all = workspaces();
  const reload = new Reload({ system, progress, services, all });
  const watchers = all
    .filter(({ name, scripts }) => scripts.build !== undefined && name !== 'journeys')
    .flatMap((workspace) =>
      ['src', 'prisma']
        .map((name) => ({ name, folder: join(workspace.folder, name) }))
        .filter(({ folder }) => existsSync(folder))
        .map(({ name, folder }) =>
          watch(folder, { ignoreInitial: true, ignored: GENERATED }).on('all', (_event, file) =>
            reload.noticed(workspace, name, file),
          ),
        ),
    );
  return () => {
    reload.end();
    for (const watcher of watchers) void watcher.close();
  };
}

class Reload {
  #parts;
  #changed = new Map();
  #timer;
  #working = false;
  #ended = false;

  constructor(parts) {
    this.#parts = parts;
  }

  noticed(workspace, folder, file) {
    if (this.#ended || !SOURCES.test(file) || file.endsWith('.spec.ts')) return;
    const changes = this.#changed.get(workspace) ?? new Set();
    changes.add(folder);
    this.#changed.set(workspace, changes);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#take(), QUIET_MS);
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #take() {
    // Changes during this run are handled after it.
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#changed.size > 0 && !this.#ended) {
        const changed = this.#librariesFirst([...this.#changed]);
        this.#changed.clear();
        await this.#apply(changed);
      }
    } finally {
      this.#working = false;
    }
  }

  async #apply(changed) {
    const { progress, services, system, all } = this.#parts;
    const concerned = new Set(changed.flatMap(([{ name }]) => servicesUsing(name, services, all)));
    const built = new Set(changed.map(([workspace]) => workspace));
    const bundles = all.filter((workspace) => concerned.has(workspace.name) && !built.has(workspace));
    try {
      for (const [workspace, folders] of changed) await this.#build(workspace, folders);
      // A service has its libraries in its bundle.
      await Promise.all(bundles.map((workspace) => this.#build(workspace, new Set())));
      for (const [{ name }, folders] of changed)
        if (folders.has('prisma') && services.includes(name)) await system.programs.migrate(name);
    } catch (error) {
      if (!this.#ended) progress.say(`${explain(error)}\nWhat ran before runs on; waiting for the next change.`);
      return;
    }
    await Promise.all([...concerned].map((service) => this.#restart(service)));
  }

  /** A service that changed as well is bundled with what its libraries have become. */
  #librariesFirst(changed) {
    const isService = ([{ name }]) => Number(this.#parts.services.includes(name));
    return changed.sort((one, other) => isService(one) - isService(other));
  }

  async #build({ name, folder, scripts }, folders) {
    const { progress } = this.#parts;
    const began = Date.now();
    const script = [folders.has('prisma') ? scripts.generate : undefined, scripts.build].filter(Boolean).join(' && ');
    await run({
      name: `build-${basename(folder)}`,
      command: '/bin/sh',
      args: ['-c', script],
      cwd: folder,
      env: turboEnvironment(),
      part: 'beginning',
    });
    progress.say(`${name} built in ${Date.now() - began} ms`);
  }

  async #restart(service) {
    const { progress, system } = this.#parts;
    const began = Date.now();
    try {
      await Promise.all(system.partsOf(service).map((part) => part.stop()));
      if (this.#ended) return;
      await Promise.all(system.partsOf(service).map((part) => part.start()));
      progress.say(`${service} restarted in ${Date.now() - began} ms`);
    } catch (error) {
      // A service that ended was reported already.
      if (!this.#ended && error?.name !== 'ChildStopped') progress.say(explain(error));
    }
  }
}
