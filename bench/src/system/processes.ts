import { readFileSync } from 'node:fs';
import { ticksPerSecond, treeOf } from '@todoke/local-system';

/** The resources used by a process and its descendants. */
export interface Usage {
  /** CPU seconds. */
  readonly cpu: number;
  /** Megabytes; pages that processes share are counted once among them (proportional set size). */
  readonly pss: number;
  /** Megabytes; shared pages are counted in full for each. */
  readonly rss: number;
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
