import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { modules, root, stateDir } from './paths.js';
import { run } from './run.js';
import { workspaceFolders } from './workspaces.js';

const stamp = join(stateDir, 'build.json');
const MADE = new Set(['dist', 'generated']);
const PASSED_OVER = new Set(['node_modules', '.turbo', 'test-results', 'screenshots']);

/**
 * Builds every package, unless the inputs and outputs of the last build are unchanged:
 * asking turbo takes seconds, comparing fingerprints a fraction of one.
 * @returns {Promise<string>} what was done, in a few words
 */
export async function build() {
  const before = inputs();
  const last = readStamp();
  if (last?.inputs === before && last.outputs === outputs()) return 'up to date';
  await turbo('build', ['run', 'build', '--output-logs=errors-only'], 'Mend what it names, then start again.');
  // The fingerprint from before the build counts, since changes during the build may not be in it.
  writeFileSync(stamp, JSON.stringify({ inputs: before, outputs: outputs() }));
  return 'done';
}

/** Runs turbo with its output going to a log. */
const turbo = (name, args, todo) =>
  run({ name, command: join(modules, '.bin', 'turbo'), args, env: turboEnvironment(), todo });

export const turboEnvironment = () => ({
  ...process.env,
  PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_UI: 'false',
});

/** A fingerprint of the contents of everything a build reads. */
function inputs() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json', 'turbo.json']) hash.update(readFileSync(join(root, file)));
  for (const path of files(true)) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** A fingerprint of what a build writes, to see that it is complete and unchanged. */
function outputs() {
  const hash = createHash('sha256');
  for (const path of files(false)) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/** The source files of all packages, or their build outputs, in a fixed order. */
function files(sources) {
  const found = [];
  const walk = (folder, made) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (PASSED_OVER.has(entry.name)) continue;
      const path = join(folder, entry.name);
      const isMade = made || MADE.has(entry.name);
      if (entry.isDirectory()) {
        if (!(sources && isMade)) walk(path, isMade);
      } else if (isMade !== sources) found.push(path);
    }
  };
  for (const folder of workspaceFolders()) walk(folder, false);
  return found.sort();
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8'));
  } catch {
    return undefined;
  }
}
