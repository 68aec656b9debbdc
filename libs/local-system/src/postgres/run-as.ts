import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartFailure } from '../start-failure.js';

/** The user that Postgres runs as when it is root who starts it: Postgres refuses to be root. */
export type RunAs = { uid: number; gid: number; name: string };

/**
 * The user that Postgres runs as: undefined for an ordinary user, who runs it directly. For root it is the owner
 * of existing data, else the machine's `postgres`, else `nobody`. No user is added to the machine
 * for it.
 */
export function runPostgresAs(dataDir: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(dataDir);
  if (owner !== undefined) return owner;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined) return { uid, gid, name };
  }
  throw new StartFailure('Postgres cannot run as root', {
    why: 'and this machine has neither a user postgres nor a user nobody',
    todo: 'Start as an ordinary user.',
  });
}

/** Whether that user has a permission on a folder, as the shell's `test`: -x enter, -w write. */
export function mayUse(folder: string, { uid, gid }: RunAs, test: '-x' | '-w'): boolean {
  return spawnSync('/bin/sh', ['-c', `test ${test} "$0"`, folder], { cwd: '/', uid, gid }).status === 0;
}

function ownerOf(folder: string): RunAs | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat === undefined || stat.uid === 0 ? undefined : { uid: stat.uid, gid: stat.gid, name: `user ${stat.uid}` };
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number.parseInt(stdout, 10) : undefined;
}
