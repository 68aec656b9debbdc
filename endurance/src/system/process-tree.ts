import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from '@todoke/testing';

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

/** proc(5): the command, the second field, may hold spaces and brackets, so count from the last bracket. */
function entryOf(pid: number): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

/** A process and its descendants. Servers such as Postgres put each child into a process group of its own. */
export function treeOf(root: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const all = pids.flatMap((pid) => entryOf(Number(pid)) ?? []);
  const found = [root];
  for (const parent of found) found.push(...all.filter((one) => one.parent === parent).map(({ pid }) => pid));
  return found;
}

/** To each that is still there. The first one first: a parent that stands still begets no more children. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

const isGone = (pid: number): boolean => {
  const entry = entryOf(pid);
  return entry === undefined || entry.state === 'Z' || entry.state === 'X';
};

export const allGone = (pids: readonly number[]): Promise<boolean> =>
  eventually(() => pids.every(isGone), { what: `the end of ${pids.join(', ')}` });

/** A process in uninterruptible sleep stops only afterwards. */
export const allStandStill = (pids: readonly number[]): Promise<boolean> =>
  eventually(() => pids.every((pid) => isGone(pid) || entryOf(pid)?.state === 'T'), {
    what: `that ${pids.join(', ')} stand still`,
  });
