import { allGone, allStandStill, signalAll, treeOf } from './process-tree.js';
import type { WatchedChildren } from './watched-children.js';

/** A service or server that can be made unavailable and restored, as an orchestrator or a failure would. */
export class Part {
  constructor(
    readonly name: string,
    private readonly children: WatchedChildren,
    /** Resolves when it serves. */
    readonly start: () => Promise<unknown>,
  ) {}

  /** SIGKILL to it and its children: nothing is finished. */
  async kill(): Promise<void> {
    const child = this.children.get(this.name);
    const tree = treeOf(this.pid);
    child.kill();
    signalAll(tree, 'SIGKILL');
    await allGone(tree);
    await child.exited;
  }

  /** SIGSTOP: its connections stay open without responses. */
  async freeze(): Promise<void> {
    signalAll([this.pid], 'SIGSTOP');
    const tree = treeOf(this.pid);
    signalAll(tree, 'SIGSTOP');
    await allStandStill(tree);
  }

  thaw(): void {
    signalAll(treeOf(this.pid), 'SIGCONT');
  }

  private get pid(): number {
    const { pid } = this.children.get(this.name);
    if (pid === undefined) throw new Error(`${this.name} has no process`);
    return pid;
  }
}
