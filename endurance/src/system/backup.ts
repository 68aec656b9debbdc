import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { repository } from '@todoke/local-system';
import type { System } from './system.js';

const command = join(repository, 'libs/messaging/bin/todoke-backup.js');

/** `todoke-backup save > file` @returns its output */
export const save = (system: System, file: string): Promise<string> =>
  run(system, ['save'], undefined, (output) => pipeline(output, createWriteStream(file, { mode: 0o600 })));

/** `todoke-backup restore < file` @returns its output */
export const restore = (system: System, file: string): Promise<string> =>
  run(system, ['restore'], file, async (output) => void output.resume());

async function run(
  system: System,
  args: string[],
  input: string | undefined,
  takes: (output: Readable) => Promise<void>,
): Promise<string> {
  const { adminUrl, natsUrl } = system;
  const env = { ...process.env, DATABASE_ADMIN_URL: adminUrl, NATS_URL: natsUrl };
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const fed =
    input === undefined ? Promise.resolve(void child.stdin.end()) : pipeline(createReadStream(input), child.stdin);
  const [code] = await Promise.all([ended, fed, takes(child.stdout)]);
  if (code !== 0) throw new Error(`todoke-backup ${args.join(' ')} ended with ${String(code)}: ${said}`);
  return said.trim();
}
