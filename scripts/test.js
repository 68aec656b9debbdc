#!/usr/bin/env node
/**
 * Runs everything that can fail: packages, build, lint and type check, every suite of every package; ends
 * with one line over all of them. Arguments go on to turbo: npm test -- --filter=approval
 * --long makes long what is short otherwise (endurance); --compose adds the whole system as containers, which needs a
 * Docker engine and some minutes more.
 */
import { fileURLToPath } from 'node:url';
import { endWell } from './start/ending.js';
import { explain, Failure } from './start/failure.js';
import { makeStateDir } from './start/paths.js';
import { buildAll, prepare } from './start/prepare.js';
import { Progress } from './start/progress.js';
import { endRunning, killRunning } from './start/run-command.js';
import { checkNode } from './start/runtime.js';
import { lintAndCheck } from './test/lint-and-check.js';
import { endCurrent, onConsole } from './test/on-console.js';
import { report } from './test/report.js';
import { suitesAtATime } from './test/suites-at-a-time.js';
import { readTotals, removeTotals, suites } from './test/suites.js';
import { turbo } from './test/turbo.js';

const progress = new Progress();
const { end, isEnding } = endWell({
  // An interrupted run has not passed.
  asked: 130,
  say: (line) => progress.say(line),
  explain,
  stop: async () => {
    progress.stop();
    await endRunning();
    await endCurrent('SIGTERM');
  },
  force: () => {
    killRunning();
    void endCurrent('SIGKILL');
  },
});

async function main() {
  const given = process.argv.slice(2).filter((one) => !['--compose', '--long'].includes(one));
  if (process.argv.includes('--long')) process.env.LONG = '1';
  const compose = process.argv.includes('--compose');
  checkNode();
  makeStateDir();
  const code = await prepare(progress, fileURLToPath(import.meta.url));
  if (code !== undefined) return process.exit(code);
  await buildAll(progress);

  const all = suites(given);
  const containers = compose ? [{ name: 'deploy', folder: 'deploy' }] : [];
  if (all.length === 0) throw new Failure('There is no suite to run', { todo: 'Look at the --filter that was given.' });
  removeTotals([...all, ...containers]);
  const began = Date.now();
  progress.say('\nLint and type check');
  const clean = await lintAndCheck(given);
  progress.say('\nTests');
  let well = await turbo('new-only', ['test', ...given], await suitesAtATime());
  // Read before the containers, since the journeys are run again against those.
  const results = readTotals(all, began);
  if (compose) well = (await onConsole('npm', ['--prefix', 'deploy', 'test'])) && well;
  results.push(...readTotals(containers, began));

  const failed = results.filter((one) => one.failed > 0);
  const others = [
    ...failed.flatMap((one) => [
      `✗ ${one.name}: ${one.note || `${one.failed} failed`}`,
      ...one.failures.map((text) => `${text.replaceAll(/^/gm, '    ')}\n`),
    ]),
    ...(clean ? [] : ['✗ lint or type check failed: see above']),
    ...(well || failed.length > 0 ? [] : ['✗ a test task failed although no test did: see above']),
  ];
  progress.say(report(results, others));
  process.exitCode = clean && well && failed.length === 0 ? 0 : 1;
}

main().catch((error) => (isEnding() ? undefined : end(1, explain(error))));
