import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { comesTrue } from './comes-true.js';
import { startedAt } from './process-identity.js';

type Entry = { name: string; pid: number; signal: NodeJS.Signals; startedAt: string };

/**
 * A file with the running processes, so that a later start can end those that an earlier one left
 * behind.
 */
export class ProcessRecord {
  private readonly path: string;
  private entries: Entry[] = [];

  constructor(path: string) {
    this.path = path;
  }

  add(process: Omit<Entry, 'startedAt'>): void {
    const began = startedAt(process.pid);
    if (began !== undefined) this.entries.push({ ...process, startedAt: began });
    this.save();
  }

  remove(pid: number): void {
    this.entries = this.entries.filter((entry) => entry.pid !== pid);
    this.save();
  }

  private save(): void {
    if (this.entries.length === 0) rmSync(this.path, { force: true });
    else writeFileSync(this.path, JSON.stringify(this.entries), { mode: 0o600 });
  }
}

/**
 * Ends the processes of the record that are still the same (by id and start time): a start that was
 * killed together with its guardian left them. @returns the names of those that were ended
 */
export async function endLeftovers(record: string, within = 10_000): Promise<string[]> {
  const left = read(record).filter(runs);
  for (const { pid, signal } of left.toReversed()) send(pid, signal);
  await comesTrue(() => !left.some(runs), within);
  for (const entry of left.filter(runs)) send(entry.pid, 'SIGKILL');
  await comesTrue(() => !left.some(runs), within);
  rmSync(record, { force: true });
  return left.map(({ name }) => name);
}

const runs = (entry: Entry): boolean => startedAt(entry.pid) === entry.startedAt;

function read(record: string): Entry[] {
  if (!existsSync(record)) return [];
  try {
    const entries: unknown = JSON.parse(readFileSync(record, 'utf8'));
    return Array.isArray(entries) ? (entries as Entry[]) : [];
  } catch {
    // Truncated while it was written, so nothing in it is reliable.
    return [];
  }
}

function send(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Ended in the meantime.
  }
}
