import { type Child, Children, type ChildOptions } from '@todoke/local-system';

/**
 * Processes that may be killed: the end of one stops no other. Unexpected ends are recorded, since a service must not
 * crash because another one did.
 */
export class WatchedChildren extends Children {
  /** The processes that ended unexpectedly, with their last lines. */
  readonly fallen: string[];
  private readonly latest = new Map<string, Child>();

  constructor(logs: string) {
    const fallen: string[] = [];
    super({ logs, told: (failure) => void fallen.push(`${failure.message} ${failure.why ?? ''}`) });
    this.fallen = fallen;
  }

  override start(options: ChildOptions): Child {
    const child = super.start({ ...options, onExit: options.onExit ?? 'tell' });
    this.latest.set(options.name, child);
    return child;
  }

  /** The latest process of a name. */
  get(name: string): Child {
    const child = this.latest.get(name);
    if (child === undefined) throw new Error(`${name} was never started`);
    return child;
  }
}
