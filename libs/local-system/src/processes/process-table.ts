import { readdirSync, readFileSync } from 'node:fs';

/** A process as the kernel's table shows it (proc(5)). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** One letter: `T` stands still, `Z` and `X` have ended. */
  readonly state: string;
  /** In clock ticks since boot. A process id alone does not identify a process, since the kernel reuses it. */
  readonly startedAt: string;
  /** Processor time of itself, in clock ticks. */
  readonly own: number;
  /** Processor time of its children that have ended, in clock ticks. */
  readonly ended: number;
}

/** Clock ticks of a second, as Linux counts them for programs. */
export const ticksPerSecond = 100;

export function entryOf(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command, may hold spaces and brackets: count from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = [11, 12, 13, 14].map((at) => Number(fields[at]));
    return {
      pid,
      parent: Number(fields[1]),
      state: fields[0] ?? '',
      startedAt: fields[19] ?? '',
      own: user + system,
      ended: endedUser + endedSystem,
    };
  } catch {
    return undefined;
  }
}

export const hasEnded = (entry: ProcessEntry | undefined): boolean =>
  entry === undefined || entry.state === 'Z' || entry.state === 'X';

/**
 * A process and its descendants, itself first; empty where there is none. Servers such as Postgres put each child into
 * a process group of its own.
 */
export function treeOf(root: number): ProcessEntry[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (entryOf(Number(name)) ?? []) : []));
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}
