/** What people met besides the pages that they wanted. */
export class Troubles {
  readonly #counts = new Map<string, number>();
  readonly #odd = new Map<string, number>();

  /** A failure that passes: a refused or lost connection, silence, 503. */
  met(kind: string): void {
    count(this.#counts, kind);
  }

  metOdd(what: string): void {
    count(this.#odd, what);
  }

  /** What nobody should meet, however bad the day: a fault page, a refusal that nobody caused. */
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

/** What came most often first. */
const inWords = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].sort(([, one], [, other]) => other - one).map(([what, times]) => `${times} × ${what}`);
