import { type Child, Children, type ChildOptions } from '@todoke/local-system';

/**
 * Processes that may be killed: one that ends takes no other down, and whoever ended unasked is remembered, since a
 * part that falls over because another did would need a restart.
 */
export class WatchedChildren extends Children {
  /** What ended although nobody killed it, with its last lines. */
  readonly fallen: string[];
  readonly #latest = new Map<string, Child>();

  constructor(logs: string) {
    const fallen: string[] = [];
    super({ logs, told: (failure) => void fallen.push(`${failure.message} ${failure.why ?? ''}`) });
    this.fallen = fallen;
  }

  override start(options: ChildOptions): Child {
    const child = super.start({ ...options, onExit: options.onExit ?? 'tell' });
    this.#latest.set(options.name, child);
    return child;
  }

  /** The process that was started last under a name. */
  get(name: string): Child {
    const child = this.#latest.get(name);
    if (child === undefined) throw new Error(`${name} was never started`);
    return child;
  }
}
