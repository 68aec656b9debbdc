import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../bin/todoke-events.js');
const killedAfter = (line: string): string =>
  Object.assign(new URL('./programs/killed-after.js', import.meta.url), {
    search: new URLSearchParams({ line }).toString(),
  }).href;

export interface Ran {
  /** Exit code; null where it was killed. */
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly said: string;
}

/**
 * Runs `todoke-events` as in the folder of that service.
 * @param killAfter the command is killed, as with a lost machine, as soon as it has said this line
 */
export function todokeEvents(
  service: string,
  settings: { workerUrl: string; natsUrl: string },
  args: readonly string[],
  killAfter?: string,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'todoke-events-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: service }));
  const env = { ...process.env, DATABASE_WORKER_URL: settings.workerUrl, NATS_URL: settings.natsUrl };
  const killed = killAfter === undefined ? [] : ['--import', killedAfter(killAfter)];
  const child = spawn(process.execPath, [...killed, program, ...args], { cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => (said += part.toString()));
  }
  return new Promise((resolve) =>
    child.on('close', (code) => {
      rmSync(folder, { recursive: true });
      resolve({ code, said });
    }),
  );
}
