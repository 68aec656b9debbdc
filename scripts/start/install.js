import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { modules, root } from './paths.js';
import { run } from './run-command.js';

/** Hash of the lockfile, written after each installation. npm omits packages that the lock has and nothing needs. */
const stamp = join(modules, '.todoke-installed');

/** What the installation lacks of the lockfile, in a few words; undefined when it is complete. */
export function missingPackages() {
  const lock = readPackages(join(root, 'package-lock.json'));
  // npm writes this when an installation is complete, so an interrupted one has none.
  const installed = readPackages(join(modules, '.package-lock.json'));
  if (installed === undefined) return 'nothing is installed yet';
  if (lock === undefined) return 'package-lock.json cannot be read';
  if (read(stamp) === lockFingerprint()) return undefined;
  for (const [path, wanted] of Object.entries(lock)) {
    if (path === '' || !path.includes('node_modules/')) continue;
    const found = installed[path];
    // Packages for other platforms are not installed, and that is right.
    if (found === undefined && wanted.optional) continue;
    if (found === undefined) return `${path.replace(/^.*node_modules\//, '')} is not installed`;
    if (found.version !== wanted.version || found.integrity !== wanted.integrity) {
      return `${path.replace(/^.*node_modules\//, '')} is not the version of the lock`;
    }
    if (wanted.link && !existsSync(join(root, path))) return `${path} has no link`;
  }
  return undefined;
}

/** Installs exactly what the lock says. */
export async function install() {
  // `engines` must not fail here: the newer Node comes with the packages.
  const { command, first } = npm();
  rmSync(join(modules, '.package-lock.json'), { force: true });
  await run({
    name: 'install',
    command,
    args: [...first, 'ci', '--no-audit', '--no-fund'],
    env: environmentOfNpm(),
    todo: 'Check that this machine reaches the npm registry (npm ping), then start again.',
  });
  writeFileSync(stamp, lockFingerprint());
}

/** The npm that started this process, else the one beside this Node, else the one on the PATH. */
function npm() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js') && existsSync(cli)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, first: [cli] };
  }
  const beside = join(dirname(process.execPath), 'npm');
  return { command: existsSync(beside) ? beside : 'npm', first: [] };
}

/**
 * Without the variables with which the calling npm configures its scripts, and without a Node that is about to
 * be replaced.
 */
function environmentOfNpm() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_(global_prefix|local_prefix|noproxy)|package_|lifecycle_|command)/.test(name),
  );
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

const lockFingerprint = () =>
  createHash('sha256')
    .update(read(join(root, 'package-lock.json')) ?? '')
    .digest('hex');

function readPackages(file) {
  try {
    return JSON.parse(read(file) ?? '').packages;
  } catch {
    return undefined;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
