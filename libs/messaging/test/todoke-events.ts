import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../bin/todoke-events.js');

export interface Ran {
  /** Exit code; null where it was killed. */
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly said: string;
}

/**
 * Runs `todoke-events` as in the folder of that service.
 * @param killAfter kills the command, as a lost machine would, once it has said this
 */
export function todokeEvents(
  service: string,
  settings: { workerUrl: string; natsUrl: string },
  args: readonly string[],
  killAfter?: RegExp,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-events-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: service }));
  const env = { ...process.env, DATABASE_WORKER_URL: settings.workerUrl, NATS_URL: settings.natsUrl };
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part.toString();
      if (killAfter?.test(said)) child.kill('SIGKILL');
    });
  }
  return new Promise((resolve) =>
    child.on('close', (code) => {
      rmSync(folder, { recursive: true });
      resolve({ code, said });
    }),
  );
}
