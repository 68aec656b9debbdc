#!/usr/bin/env node
/**
 * Starts the whole system from a bare checkout: packages, build, Postgres, NATS, mail inbox, schemas, the
 * five services, trial data. It starts on Node 20.20 with Node's own modules only, and continues in the Node that
 * the project pins.
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readArguments } from './start/arguments.js';
import { endWell } from './start/ending.js';
import { explain, Failure } from './start/failure.js';
import { takeLock } from './start/lock.js';
import { logs, makeStateDir, stateDir } from './start/paths.js';
import { buildAll, prepare } from './start/prepare.js';
import { Progress } from './start/progress.js';
import { endRunning, killRunning } from './start/run.js';
import { began, checkNode, isContinued } from './start/runtime.js';
import { summary } from './start/summary.js';

const progress = new Progress();
let children;
/** @type {() => void} */
let closing = () => undefined;

const { end, isEnding } = endWell({
  say: (line) => progress.say(line),
  explain,
  stop: async () => {
    progress.stop();
    closing();
    await endRunning();
    await children?.stop();
  },
  force: () => {
    killRunning();
    children?.kill();
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

  const lib = await import('@todoke/local-system');
  const { System, removeState } = await import('./start/system.js');
  const settings = lib.readSettings(process.env, stateDir);
  const places = lib.places(stateDir);
  const left = await lib.endLeftovers(places.record);
  if (left.length > 0) progress.say(`  ! ended what a start that was killed had left: ${left.join(', ')}`);
  await lib.checkPorts(lib.portWishes(settings));
  if (options.fresh) await progress.step('Old state removed', () => removeState(lib));
  const secrets = lib.keepSecrets(places.secrets);
  // It says that all is ready, which is not true yet.
  rmSync(places.demo, { force: true });

  const echo = options.watch ? (await import('./start/echo.js')).echoTo(progress, lib.services) : undefined;
  let started = false;
  const told = (failure) => started && progress.say(`${explain(failure)}\nIt waits for the next change.`);
  children = new lib.Children({ logs, record: places.record, told, ...(echo && { echo }) });
  void children.failure.then((failure) => isEnding() || end(1, explain(failure)));
  const system = new System({ lib, settings, secrets, children, progress, watch: options.watch });
  await system.start();
  started = true;
  lib.writeSettings(settings, secrets);
  lib.writeDemo(settings, secrets);
  progress.say(
    summary(settings, secrets, { seconds: ((Date.now() - began()) / 1000).toFixed(1), watch: options.watch }),
  );
  if (options.watch)
    closing = (await import('./start/watch.js')).watchSources({ system, progress, services: lib.services });
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
