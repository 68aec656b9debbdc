import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { repository } from '@todoke/local-system';

/** A built service as a process of its own: what production runs, `node dist/main.js`. */
export interface ServiceProcess {
  readonly url: string;
  /** All that it has written so far. */
  readonly output: () => string;
  /** Its exit code, or the signal that ended it; resolves when all that it wrote has come. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Resolves when it is ready. @throws Error with its output where it ended before */
  ready(): Promise<void>;
  /** Stops it in mid-step, or lets it go on. */
  freeze(frozen: boolean): void;
  /** Sends a signal, unless it has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals>;
}

/** @param environment all of it, but for PATH */
export function startServiceProcess(service: string, url: string, environment: NodeJS.ProcessEnv): ServiceProcess {
  const cwd = join(repository, 'apps', service);
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, ['dist/main.js'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
  const ended = once(child, 'close').then(
    ([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? 'SIGKILL',
  );
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    url,
    output: () => output,
    ended,
    ready: async () => {
      const isReady = async () => hasEnded() || (await fetch(`${url}/health/ready`)).status === 200;
      await eventually(isReady, { what: `${service} to be ready` });
      if (hasEnded()) throw new Error(`${service} ended with ${await ended}: ${output}`);
    },
    freeze: (frozen) => void child.kill(frozen ? 'SIGSTOP' : 'SIGCONT'),
    end: (signal) => {
      if (!hasEnded()) child.kill(signal);
      return ended;
    },
  };
}
