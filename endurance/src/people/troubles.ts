/** What people met besides the pages that they wanted. */
export class Troubles {
  readonly #counts = new Map<string, number>();
  /** What nobody should meet, however bad the day: a fault page, a refusal that nobody caused. */
  readonly odd: string[] = [];

  /** A failure that passes: a refused or lost connection, silence, 503. */
  met(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  toString(): string {
    const counts = [...this.#counts].sort(([, one], [, other]) => other - one);
    return counts.length === 0 ? 'none' : counts.map(([kind, count]) => `${count} × ${kind}`).join(', ');
  }
}
