import { createHash } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { comesTrue } from '../processes/comes-true.js';
import { commandLine, startedAt } from '../processes/process-identity.js';
import type { Children } from '../processes/children.js';
import { rootFolder } from './root-folder.js';
import { mayUse, type RunAs } from './run-as.js';

/**
 * The folder that Postgres can really use for `wanted`: itself, or, where the user it runs as may not enter
 * the folders above, one outside with a link from `wanted` to it.
 */
export function reachable(wanted: string, runAs: RunAs | undefined): string {
  const above = dirname(wanted);
  mkdirSync(above, { recursive: true });
  if (isLink(wanted)) return readlinkSync(wanted);
  if (runAs === undefined || existsSync(wanted) || mayUse(above, runAs, '-x')) return wanted;
  const name = `data-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  const folder = join(rootFolder(runAs), name);
  symlinkSync(folder, wanted);
  return folder;
}

/** Removes the data of `reachable(dataDir)`, wherever it lies. */
export function removeDataFolder(dataDir: string): void {
  if (isLink(dataDir)) rmSync(readlinkSync(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

export const isCluster = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

/**
 * Makes a new cluster: UTF-8, sorted by code point with Postgres's own rules, so that it needs no locale of
 * the machine's and is the same on each.
 */
export async function makeCluster(
  folder: string,
  options: {
    initdb: string;
    password: string;
    durable: boolean;
    runAs: RunAs | undefined;
    children: Children;
  },
): Promise<void> {
  const { initdb, password, durable, runAs, children } = options;
  // Made beside its place and renamed when complete, so that an interrupted one is not taken for a cluster.
  const half = `${folder}.new`;
  rmSync(half, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const secret = mkdtempSync(join(tmpdir(), 'todoke-'));
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs !== undefined) for (const path of [half, secret, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  try {
    await children.run({
      name: 'postgres-initdb',
      command: initdb,
      args: [
        '--pgdata',
        half,
        '--username',
        'postgres',
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--locale-provider',
        'builtin',
        '--builtin-locale',
        'C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ],
      cwd: '/',
      ...(runAs !== undefined && { uid: runAs.uid, gid: runAs.gid }),
    });
    renameSync(half, folder);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

/**
 * Removes what an earlier Postgres that was killed left in its data: ends it if it still runs on this
 * very folder, and removes its `postmaster.pid` if that process id belongs to another program by now
 * (Postgres would not start).
 */
export async function clearStalePid(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (Number.isInteger(pid) && commandLine(pid).includes(` -D ${folder} -p `)) {
    process.kill(pid, 'SIGINT');
    const gone = await comesTrue(() => startedAt(pid) === undefined, 10_000);
    if (!gone) process.kill(pid, 'SIGQUIT');
    await comesTrue(() => startedAt(pid) === undefined, 10_000);
  }
  // Its backends may outlive it for a moment, and Postgres does not start while they hold its shared memory.
  const memory = Number(/^\s*\d+\s+(\d+)\s*$/.exec(lines[6] ?? '')?.[1]);
  await comesTrue(() => !isAttached(memory), 10_000);
  rmSync(file, { force: true });
}

/** Whether a process has the System V shared memory with this id attached; false where that is unknown. */
function isAttached(id: number): boolean {
  const table = '/proc/sysvipc/shm';
  if (Number.isNaN(id) || !existsSync(table)) return false;
  const rows = readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  return rows.some(([, shmid, , , , , attached]) => Number(shmid) === id && Number(attached) > 0);
}
