import type { Child, Exit } from '../processes/child.js';
import type { Children } from '../processes/children.js';
import { comesTrue } from '../processes/comes-true.js';
import { entryOf, hasEnded, treeOf } from '../processes/process-table.js';
import { StartFailure } from '../start-failure.js';
import { timeLimits } from '../time-limits.js';

/** What a part does that differs from part to part. */
export interface Ways {
  /** Starts it. Resolves when it serves, with where it is in a few words. */
  readonly start: () => Promise<string>;
  /** Whether it serves at this moment. Never throws. */
  readonly isReady: () => Promise<boolean>;
}

/** A server or a service that can be made unavailable and restored, as an orchestrator or a failure would. */
export class Part {
  constructor(
    /** Of its process and its log. */
    readonly name: string,
    private readonly children: Children,
    private readonly ways: Ways,
  ) {}

  /** Starts it and waits until it serves. @returns where it is, in a few words. @throws StartFailure */
  start(): Promise<string> {
    return this.ways.start();
  }

  /** Whether it serves at this moment. */
  isReady(): Promise<boolean> {
    return this.ways.isReady();
  }

  /** Its latest process: its exit, its log. @throws StartFailure where it was never started */
  get process(): Child {
    return this.children.find(this.name);
  }

  /** @throws StartFailure where it has no process */
  get pid(): number {
    const { pid, exit } = this.process;
    if (pid === undefined || exit !== undefined) throw new StartFailure(`${this.name} does not run`);
    return pid;
  }

  get isRunning(): boolean {
    return this.children.all.some(({ name }) => name === this.name);
  }

  /** Stops it as it is meant to be stopped; what takes too long is killed. Resolves with how it ended. */
  async stop(): Promise<Exit> {
    if (this.isRunning) this.thaw();
    await this.process.stop();
    return this.process.exited;
  }

  /** SIGKILL to it and its descendants: nothing is finished. */
  async kill(): Promise<Exit> {
    const child = this.process;
    const tree = this.isRunning ? this.tree() : [];
    child.kill();
    signalAll(tree, 'SIGKILL');
    await within(() => tree.every((pid) => hasEnded(entryOf(pid))), `${this.name} does not end`);
    return child.exited;
  }

  /** SIGSTOP to it and its descendants: connections stay open without responses. */
  async freeze(): Promise<void> {
    // Itself first: a parent that stands still begets no more children.
    signalAll([this.pid], 'SIGSTOP');
    const tree = this.tree();
    signalAll(tree, 'SIGSTOP');
    // A process in uninterruptible sleep stops only afterwards.
    await within(() => tree.every(standsStill), `${this.name} does not stand still`);
  }

  /** SIGCONT, after `freeze`. */
  thaw(): void {
    signalAll(this.tree(), 'SIGCONT');
  }

  private tree(): number[] {
    return treeOf(this.pid).map(({ pid }) => pid);
  }
}

const standsStill = (pid: number): boolean => {
  const entry = entryOf(pid);
  return hasEnded(entry) || entry?.state === 'T';
};

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

async function within(condition: () => boolean, otherwise: string): Promise<void> {
  if (!(await comesTrue(condition, timeLimits.kernel))) throw new StartFailure(otherwise);
}
