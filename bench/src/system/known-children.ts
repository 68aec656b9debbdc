import { type Child, Children, type ChildOptions } from '@todoke/local-system';

/** Processes by name. */
export class KnownChildren extends Children {
  private readonly latest = new Map<string, Child>();

  override start(options: ChildOptions): Child {
    const child = super.start(options);
    if (options.onExit !== 'nothing') this.latest.set(options.name, child);
    return child;
  }

  /** The latest process of a name. */
  get(name: string): Child {
    const child = this.latest.get(name);
    if (child === undefined) throw new Error(`${name} was never started`);
    return child;
  }

  get all(): readonly Child[] {
    return [...this.latest.values()];
  }
}
