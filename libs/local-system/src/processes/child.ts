import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { reasonOf, StartFailure } from '../start-failure.js';
import { comesTrue } from './comes-true.js';
import type { LogFile } from './log-file.js';
import { timeLimits } from '../time-limits.js';

export type ChildOptions = {
  /** Names the child in messages and its log file. */
  name: string;
  command: string;
  args?: string[];
  cwd?: string;
  /** The whole environment; that of this process if absent. */
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Children of a higher stage are stopped before those of a lower one, those of one stage together. */
  stage?: number;
  /** The signal that stops it; default SIGTERM. */
  stopSignal?: NodeJS.Signals;
  /** Milliseconds that it may take to stop before it is killed. */
  stopWithin?: number;
  /** What an unexpected exit does: stop everything (default), report it, or nothing. */
  onExit?: 'end-all' | 'tell' | 'nothing';
};

/** How a child ended: with an exit code, by a signal, or it never started. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null; error?: Error };

/** A child ended unexpectedly. */
export class ChildStopped extends StartFailure {
  override readonly name = 'ChildStopped';
}

const describeExit = ({ code, signal, error }: Exit): string =>
  error !== undefined
    ? `it could not be started (${error.message})`
    : signal !== null
      ? `it was ended by ${signal}`
      : `it ended with code ${code}`;

/** One process of the local system, the leader of a process group of its own. */
export class Child {
  readonly name: string;
  readonly pid: number | undefined;
  readonly stage: number;
  readonly stopSignal: NodeJS.Signals;
  readonly onExit: 'end-all' | 'tell' | 'nothing';
  readonly exited: Promise<Exit>;
  /** Set once it is over. */
  exit: Exit | undefined;
  private stopped: Promise<void> | undefined;
  private readonly stopWithin: number;
  private readonly logFile: LogFile;

  constructor(options: ChildOptions, log: LogFile, echo: ((name: string, line: string) => void) | undefined) {
    this.name = options.name;
    this.stage = options.stage ?? 0;
    this.stopSignal = options.stopSignal ?? 'SIGTERM';
    this.stopWithin = options.stopWithin ?? timeLimits.stopProcess;
    this.onExit = options.onExit ?? 'end-all';
    this.logFile = log;
    const child = spawnInto(log, options, echo && ((line) => echo(options.name, line)));
    this.pid = child.pid;
    this.exited = new Promise((resolve) => {
      const over = (exit: Exit) => resolve((this.exit ??= exit));
      child.once('error', (error) => over({ code: null, signal: null, error }));
      // 'exit', not 'close': a grandchild that keeps the output open must not hide the end of the child.
      child.once('exit', (code, signal) => over({ code, signal }));
    });
  }

  get log(): string {
    return this.logFile.path;
  }

  get stopping(): boolean {
    return this.stopped !== undefined;
  }

  lastLines(count = 12): string[] {
    return this.logFile.lastLines(count);
  }

  /** The failure to report when it ended unexpectedly. */
  failure(): ChildStopped {
    const lines = this.lastLines();
    const how = this.exit === undefined ? 'it is still running' : describeExit(this.exit);
    const said = lines.length === 0 ? 'It logged nothing.' : `Its last lines were\n  ${lines.join('\n  ')}`;
    return new ChildStopped(`${this.name} stopped`, {
      why: `${how}. ${said}`,
      todo: 'Read its log from the top; mend what it names, then start again.',
      log: this.log,
    });
  }

  /**
   * Waits until `url` answers with 2xx. @throws StartFailure when the child ends first or time is up.
   */
  async ready(url: string, { within = 180_000 }: { within?: number } = {}): Promise<void> {
    const until = Date.now() + within;
    let last = 'no answer';
    while (this.exit === undefined) {
      try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) });
        const body = await answer.text();
        if (answer.ok) return;
        last = `${answer.status} ${body.slice(0, 400)}`;
      } catch (error) {
        last = reasonOf(error);
      }
      if (Date.now() > until) {
        throw new StartFailure(`${this.name} is not ready after ${Math.round(within / 1000)} s`, {
          why: `${url} last said: ${last}. Its last lines were\n  ${this.lastLines().join('\n  ')}`,
          todo: 'Mend what its answer or its log names, then start again.',
          log: this.log,
        });
      }
      await Promise.race([after(100), this.exited]);
    }
    throw this.failure();
  }

  /** Stops it, and kills it when its time is up; afterwards nothing of its process group is left. */
  stop(): Promise<void> {
    return (this.stopped ??= this.endGroup());
  }

  /** Kills the whole group at once. */
  kill(): void {
    this.stopped ??= this.exited.then(() => undefined);
    this.signal('SIGKILL');
  }

  private async endGroup(): Promise<void> {
    if (this.exit === undefined) {
      this.signal(this.stopSignal);
      await comesTrue(() => this.exit !== undefined, this.stopWithin);
    }
    // Grandchildren may outlive their parent only by a moment.
    if (this.exit !== undefined) await comesTrue(() => !this.signal(0), 1_000);
    this.signal('SIGKILL');
    if (this.pid !== undefined) await this.exited;
  }

  /** Sends a signal to the process group; false when there is none any more. */
  private signal(signal: NodeJS.Signals | 0): boolean {
    if (this.pid === undefined) return false;
    try {
      return process.kill(-this.pid, signal);
    } catch {
      return false;
    }
  }
}

/**
 * Starts the process with its output going to the log: directly, or through this process if it is echoed.
 */
function spawnInto(log: LogFile, options: ChildOptions, echo?: (line: string) => void): ChildProcess {
  const { command, args = [], cwd, env, uid, gid } = options;
  const file = log.open();
  try {
    const output = echo === undefined ? file : 'pipe';
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', output, output],
      ...(cwd !== undefined && { cwd }),
      ...(env !== undefined && { env }),
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null || echo === undefined) continue;
      createInterface({ input: stream }).on('line', (line) => {
        appendFileSync(log.path, `${line}\n`);
        echo(line);
      });
    }
    return child;
  } finally {
    closeSync(file);
  }
}
