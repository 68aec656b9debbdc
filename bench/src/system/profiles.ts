import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../results/profiles', import.meta.url));

/** Whether a run writes CPU profiles; profiling costs time, so the figures of such a run do not count. */
export const profiling = process.env['BENCH_PROFILE'] === '1';

/** Node's arguments for a process whose profile is wanted; it is written when the process ends. */
export function profileArguments(bench: string, name: string): string[] {
  if (!profiling) return [];
  mkdirSync(join(folder, bench), { recursive: true });
  return ['--cpu-prof', `--cpu-prof-dir=${join(folder, bench)}`, `--cpu-prof-name=${name}.cpuprofile`];
}
