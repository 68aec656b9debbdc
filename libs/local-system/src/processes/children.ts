import { mkdirSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { StartFailure } from '../start-failure.js';
import { Child, type ChildOptions } from './child.js';
import { Guardian } from './guardian.js';
import { LogFile } from './log-file.js';
import { ProcessRecord } from './process-record.js';

export type ChildrenOptions = {
  /** Folder of the logs, one file a child: `<name>.log`. */
  logs: string;
  /** File with the running processes, for `endLeftovers` of a later start. */
  record?: string;
  /** Called with every line that a child writes. */
  echo?: (name: string, line: string) => void;
  /** What the unexpected end of a child does that does not say so itself: stop everything (default) or tell. */
  onExit?: 'end-all' | 'tell';
  /** Called when a child ended unexpectedly and nothing else is stopped for it. */
  told?: (failure: StartFailure) => void;
};

/**
 * Supervisor of the processes of a running system. One that ends unexpectedly stops the others. `stop`
 * ends them in the reverse order of their stages. Whichever way this process ends, a guardian process ends
 * what it leaves.
 */
export class Children {
  /** Resolves with the failure to report, once a child ended unexpectedly. Never rejects. */
  readonly failure: Promise<StartFailure>;
  private readonly fail: (failure: StartFailure) => void;
  private readonly options: ChildrenOptions;
  private readonly running = new Set<Child>();
  private readonly latest = new Map<string, Child>();
  private readonly logs = new Map<string, LogFile>();
  private readonly guardian = new Guardian();
  private readonly record: ProcessRecord | undefined;
  private stopping: Promise<void> | undefined;

  constructor(options: ChildrenOptions) {
    this.options = options;
    this.record = options.record === undefined ? undefined : new ProcessRecord(options.record);
    mkdirSync(options.logs, { recursive: true });
    const { promise, resolve } = Promise.withResolvers<StartFailure>();
    this.failure = promise;
    this.fail = resolve;
  }

  /** Starts a process. @throws StartFailure while everything is being stopped. */
  start(options: ChildOptions): Child {
    if (this.stopping !== undefined)
      throw new StartFailure(`${options.name} was not started`, { why: 'the system is stopping' });
    const onExit = options.onExit ?? this.options.onExit ?? 'end-all';
    const child = new Child({ ...options, onExit }, this.log(options.name), this.options.echo);
    this.running.add(child);
    this.latest.set(child.name, child);
    if (child.pid !== undefined) {
      this.guardian.watch(child.pid, child.stopSignal);
      this.record?.add({ name: child.name, pid: child.pid, signal: child.stopSignal });
    }
    void child.exited.then(() => this.over(child));
    return child;
  }

  /** The latest child of a name. @throws where there was none */
  find(name: string): Child {
    const child = this.latest.get(name);
    if (child === undefined) throw new StartFailure(`${name} was never started`);
    return child;
  }

  /** Those that have not ended. */
  get all(): readonly Child[] {
    return [...this.running].filter(({ exit }) => exit === undefined);
  }

  /** Runs a command to its end. @throws StartFailure with its last lines where the exit code is not 0. */
  async run(options: Omit<ChildOptions, 'onExit'>): Promise<void> {
    const child = this.start({ ...options, onExit: 'nothing' });
    const { code } = await child.exited;
    if (code !== 0) throw child.failure();
  }

  /** Stops everything, the highest stage first. Called again, it waits for the same end. */
  stop(): Promise<void> {
    return (this.stopping ??= this.stopAll());
  }

  /** Kills everything at once. */
  kill(): void {
    for (const child of this.running) child.kill();
  }

  private log(name: string): LogFile {
    const known = this.logs.get(name);
    if (known !== undefined) return known;
    const log = new LogFile(this.options.logs, name);
    this.logs.set(name, log);
    return log;
  }

  private over(child: Child): void {
    const unasked = !child.stopping;
    // Also when it ended by itself, since its own children must not outlive it.
    void child.stop().then(() => {
      this.running.delete(child);
      if (child.pid === undefined) return;
      this.guardian.forget(child.pid);
      this.record?.remove(child.pid);
    });
    if (unasked && child.onExit === 'end-all') {
      this.fail(child.failure());
      void this.stop();
    }
    if (unasked && child.onExit === 'tell') this.options.told?.(child.failure());
  }

  private async stopAll(): Promise<void> {
    while (this.running.size > 0) {
      const stage = Math.max(...[...this.running].map((child) => child.stage));
      await Promise.all([...this.running].filter((child) => child.stage === stage).map((child) => child.stop()));
      // Their `exit` event comes a turn of the event loop later.
      await after(0);
    }
    this.guardian.release();
  }
}
