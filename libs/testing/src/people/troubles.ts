/** The failures that people met. */
export class Troubles {
  private readonly counts = new Map<string, number>();
  private readonly oddCounts = new Map<string, number>();

  /** A temporary failure: a refused or lost connection, a timeout, 503. */
  met(kind: string): void {
    count(this.counts, kind);
  }

  metOdd(what: string): void {
    count(this.oddCounts, what);
  }

  /** A failure that must never happen: a fault page, an unjustified refusal. */
  get odd(): string[] {
    return inWords(this.oddCounts);
  }

  toString(): string {
    return inWords(this.counts).join(', ') || 'none';
  }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The most frequent first. */
const inWords = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].sort(([, one], [, other]) => other - one).map(([what, times]) => `${times} × ${what}`);
