import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { KeySet } from '@todoke/messaging';
import { eventually, type FreshDatabase } from '@todoke/testing';
import { settings } from './running.js';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** What production runs: `node dist/main.js`. */
export interface StartedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly privateKeys: KeySet;
  /** All that it has written. */
  readonly output: () => string;
  isReady(): Promise<boolean>;
}

export async function startProcess(
  database: FreshDatabase,
  natsUrl: string,
  extra: NodeJS.ProcessEnv = {},
): Promise<StartedProcess> {
  const { environment, url, privateKeys } = await settings(database, natsUrl, extra);
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const isReady = () =>
    eventually(async () => {
      const response = await fetch(`${url}/health/ready`).catch(() => undefined);
      if (response?.status !== 200) throw new Error(output);
      return true;
    });
  return { child, url, privateKeys, output: () => output, isReady };
}
