/** The failures that people met. */
export class Troubles {
  readonly #counts = new Map<string, number>();
  readonly #odd = new Map<string, number>();

  /** A temporary failure: a refused or lost connection, a timeout, 503. */
  met(kind: string): void {
    count(this.#counts, kind);
  }

  metOdd(what: string): void {
    count(this.#odd, what);
  }

  /** A failure that must never happen: a fault page, an unjustified refusal. */
  get odd(): string[] {
    return inWords(this.#odd);
  }

  toString(): string {
    return inWords(this.#counts).join(', ') || 'none';
  }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The most frequent first. */
const inWords = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].sort(([, one], [, other]) => other - one).map(([what, times]) => `${times} × ${what}`);
