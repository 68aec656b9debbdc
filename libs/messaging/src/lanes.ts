/**
 * A fixed number of queues side by side. Work with the same key keeps its order; other work overtakes it.
 * The work itself must not throw.
 */
export class Lanes {
  private readonly tails: Promise<void>[];

  constructor(count: number) {
    this.tails = Array.from({ length: count }, () => Promise.resolve());
  }

  add(key: string, work: () => Promise<void>): void {
    const lane = hash(key) % this.tails.length;
    this.tails[lane] = (this.tails[lane] ?? Promise.resolve()).then(work);
  }

  async idle(): Promise<void> {
    await Promise.all(this.tails);
  }
}

/** FNV-1a, 32 bits. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
