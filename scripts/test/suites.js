import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { turboEnvironment } from '../start/build.js';
import { modules, root } from '../start/paths.js';

const totalsOf = (folder) => resolve(root, folder, 'test-results', 'totals.json');

/**
 * Every package that has a `test` task and is chosen by turbo's arguments, as turbo sees it.
 * @returns {{ name: string, folder: string }[]}
 */
export function suites(turboArguments) {
  const told = execFileSync(join(modules, '.bin', 'turbo'), ['run', 'test', '--dry=json', ...turboArguments], {
    cwd: root,
    env: turboEnvironment(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { tasks } = JSON.parse(told.slice(told.indexOf('{')));
  return tasks
    .filter(({ task, command }) => task === 'test' && command && command !== '<NONEXISTENT>')
    .map(({ package: name, directory: folder }) => ({ name, folder }))
    .sort((one, other) => one.folder.localeCompare(other.folder));
}

/** A result that an earlier run left must not be taken for one of this run. */
export function removeTotals(all) {
  for (const { folder } of all) rmSync(totalsOf(folder), { force: true });
}

/**
 * The totals of each suite. A suite without totals, or with empty ones, counts as one failure: it did not
 * run, or found no test.
 */
export function readTotals(all, began) {
  return all.map(({ name, folder }) => {
    const totals = read(totalsOf(folder));
    if (totals === undefined)
      return {
        name,
        passed: 0,
        failed: 1,
        skipped: 0,
        seconds: 0,
        failures: [],
        note: 'left no result: it did not run to its end',
      };
    const { passed = 0, failed = 0, skipped = 0, seconds = 0, failures = [], startedAt } = totals;
    if (passed + failed === 0) return { name, passed: 0, failed: 1, skipped, seconds, failures, note: 'found no test' };
    const kept = new Date(startedAt).getTime() < began;
    return { name, passed, failed, skipped, seconds, failures, note: kept ? 'nothing changed since it ran' : '' };
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
