import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { entryOf, hasEnded } from './process-table.js';

/**
 * The start time of a process, as a text; undefined if there is none. A process id alone does not identify a
 * process, since the kernel reuses it. A zombie counts as ended.
 */
export function startedAt(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return startedAtByPs(pid);
  const entry = entryOf(pid);
  return hasEnded(entry) ? undefined : entry?.startedAt;
}

/** The command line of a process, words separated by spaces; empty if there is no such process. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return psColumn(pid, 'command');
  }
}

function startedAtByPs(pid: number): string | undefined {
  const [state, ...rest] = psColumn(pid, 'state=,lstart').split(/\s+/);
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : rest.join(' ');
}

function psColumn(pid: number, column: string): string {
  return (spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();
}
