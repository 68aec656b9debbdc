#!/usr/bin/env node
/**
 * Runs everything that can fail: packages, build, lint and type check, every suite of every package; ends
 * with one line over all of them. Arguments go on to turbo: npm test -- --filter=approval
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { turboEnvironment } from './start/build.js';
import { endWell } from './start/ending.js';
import { explain, Failure } from './start/failure.js';
import { makeStateDir, modules, root } from './start/paths.js';
import { buildAll, prepare } from './start/prepare.js';
import { Progress } from './start/progress.js';
import { endRunning, guard } from './start/run.js';
import { checkNode } from './start/runtime.js';
import { report } from './test/report.js';
import { readTotals, removeTotals, suites } from './test/suites.js';

const progress = new Progress();
let current;

const endCurrent = (signal) => {
  try {
    if (current?.pid !== undefined) process.kill(-current.pid, signal);
  } catch {
    // It is over already.
  }
};

const { end, isEnding } = endWell({
  say: (line) => progress.say(line),
  explain,
  stop: async () => {
    progress.stop();
    endRunning();
    endCurrent('SIGTERM');
    if (current !== undefined) await current.over;
  },
  force: () => {
    endRunning();
    endCurrent('SIGKILL');
  },
});

/** Runs turbo with its output on this console. @returns {Promise<boolean>} whether all went well */
function turbo(args) {
  const child = spawn(join(modules, '.bin', 'turbo'), args, {
    cwd: root,
    env: turboEnvironment(),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const guardian = guard(child);
  const over = new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new Failure('turbo does not run', { why: error.message, todo: 'Remove node_modules and try again.' }),
      ),
    );
    child.once('exit', (code) => resolve(code === 0));
  });
  current = { pid: child.pid, over };
  return over.finally(() => guardian.stdin.end(`- ${child.pid}\n`));
}

async function main() {
  const given = process.argv.slice(2);
  checkNode();
  makeStateDir();
  const code = await prepare(progress, fileURLToPath(import.meta.url));
  if (code !== undefined) return process.exit(code);
  await buildAll(progress);

  const all = suites(given);
  if (all.length === 0)
    throw new Failure('There is no suite to run', { todo: 'Look at the --filter that was given.' });
  removeTotals(all);
  const began = Date.now();
  progress.say('\nLint and type check');
  const clean = await turbo([
    'run',
    'lint',
    'check',
    '--continue',
    '--concurrency=2',
    '--output-logs=errors-only',
    ...given,
  ]);
  progress.say('\nTests');
  const well = await turbo(['run', 'test', '--continue', '--concurrency=2', '--output-logs=full', ...given]);

  const results = readTotals(all, began);
  const failed = results.filter((one) => one.failed > 0);
  const others = [
    ...failed.map((one) => `✗ ${one.name}: ${one.note || `${one.failed} failed`}`),
    ...(clean ? [] : ['✗ lint or type check failed: see above']),
    ...(well || failed.length > 0
      ? []
      : ['✗ turbo says that a test task failed although no test did: see above']),
  ];
  progress.say(report(results, others));
  process.exitCode = clean && well && failed.length === 0 ? 0 : 1;
}

main().catch((error) => (isEnding() ? undefined : end(1, explain(error))));
