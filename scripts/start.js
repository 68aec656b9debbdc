#!/usr/bin/env node
/**
 * Starts the whole system from a bare checkout: packages, build, Postgres, NATS, mail inbox, schemas, the
 * five services, trial data. It starts on Node 20.20 with Node's own modules only, and continues in the Node that
 * the project pins.
 */
import { fileURLToPath } from 'node:url';
import { readArguments } from './start/arguments.js';
import { endWell } from './start/ending.js';
import { explain, Failure } from './start/failure.js';
import { takeLock } from './start/lock.js';
import { makeStateDir, stateDir } from './start/paths.js';
import { buildAll, prepare } from './start/prepare.js';
import { Progress } from './start/progress.js';
import { endRunning, killRunning } from './start/run-command.js';
import { began, checkNode, isContinued } from './start/runtime.js';
import { summary } from './start/summary.js';

const progress = new Progress();
/** @type {import('@todoke/local-system').LocalSystem | undefined} */
let system;
/** @type {() => void} */
let closing = () => undefined;

const { end, isEnding } = endWell({
  say: (line) => progress.say(line),
  explain,
  stop: async () => {
    progress.stop();
    closing();
    await endRunning();
    await system?.stop();
  },
  force: () => {
    killRunning();
    system?.kill();
  },
});

async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options.help !== undefined) return void console.log(options.help);
  checkNode();
  makeStateDir();
  if (!isContinued()) {
    progress.say('Todoke');
    takeLock();
  }
  const code = await prepare(progress, fileURLToPath(import.meta.url));
  if (code !== undefined) return process.exit(code);
  await buildAll(progress);

  const { LocalSystem, services } = await import('@todoke/local-system');
  const { watch, fresh } = options;
  const echo = watch ? (await import('./start/echo.js')).echoTo(progress, services) : undefined;
  let started = false;
  system = await LocalSystem.prepare({
    name: 'start',
    state: { folder: stateDir, fresh },
    addresses: { ports: 'set' },
    processes: {
      // While sources are watched, a service that crashes waits for the next change.
      needed: watch ? 'servers' : 'all',
      fell: (failure) => started && progress.say(`${explain(failure)}\nIt waits for the next change.`),
      ...(echo && { echo }),
    },
    progress: { step: (name, work) => progress.step(name, work), say: (line) => progress.say(line) },
  });
  void system.failure.then((failure) => isEnding() || end(1, explain(failure)));
  await system.begin();
  started = true;
  const seconds = ((Date.now() - began()) / 1000).toFixed(1);
  progress.say(summary(system.settings, system.secrets, { seconds, watch }));
  if (watch) closing = (await import('./start/watch.js')).watchSources({ system, progress, services });
}

main().catch((error) => {
  // While all is being stopped, steps under way fail because of that.
  if (isEnding()) return undefined;
  if (error?.code === 'EACCES' || error?.code === 'EPERM') {
    return end(
      1,
      explain(
        new Failure('Something may not be read or written', {
          why: error.message,
          todo: 'Start as the user who owns this checkout.',
        }),
      ),
    );
  }
  return end(1, explain(error));
});
