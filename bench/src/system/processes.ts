import { readdirSync, readFileSync } from 'node:fs';

/** The resources used by a process and its descendants. */
export interface Usage {
  /** CPU seconds. */
  readonly cpu: number;
  /** Megabytes; pages that processes share are counted once among them (proportional set size). */
  readonly pss: number;
  /** Megabytes; shared pages are counted in full for each. */
  readonly rss: number;
}

interface Entry {
  readonly pid: number;
  readonly parent: number;
  /** Of itself, in clock ticks. */
  readonly own: number;
  /** Of children that have ended, in clock ticks. */
  readonly ended: number;
}

const ticksPerSecond = 100;

/** proc(5): the command, the second field, may hold spaces and brackets, so count from the last bracket. */
function entryOf(pid: number): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map(
      (at) => fields[at],
    );
    return { pid, parent, own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}

function treeOf(root: number): Entry[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (entryOf(Number(name)) ?? []) : []));
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

function memoryOf(pid: number): { pss: number; rss: number } {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
    return { pss: kilobytes('Pss') / 1_024, rss: kilobytes('Rss') / 1_024 };
  } catch {
    return { pss: 0, rss: 0 };
  }
}

export function usageOf(root: number): Usage {
  const tree = treeOf(root);
  const memories = tree.map(({ pid }) => memoryOf(pid));
  const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
  return {
    cpu: sum(tree.map(({ own, ended }) => own + ended)) / ticksPerSecond,
    pss: sum(memories.map(({ pss }) => pss)),
    rss: sum(memories.map(({ rss }) => rss)),
  };
}
