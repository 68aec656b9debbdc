/**
 * A fixed number of queues side by side. Work with the same key keeps its order; other work overtakes it. What has come
 * while a partition was at work and belongs to the same group is handed over together, so that much work at once costs
 * less than the same one by one. A key is of one group.
 */
export class Partitions<Item> {
  private readonly partitions: readonly Partition<Item>[];

  /**
   * @param most items that are handed over together
   * @param groupOf what only goes together with its like
   * @param work must not throw
   */
  constructor(
    count: number,
    private readonly most: number,
    private readonly groupOf: (item: Item) => string,
    private readonly work: (items: readonly Item[]) => Promise<void>,
  ) {
    this.partitions = Array.from({ length: count }, () => ({ waiting: [], working: undefined }));
  }

  add(key: string, item: Item): void {
    const partition = this.partitions[hash(key) % this.partitions.length];
    partition?.waiting.push(item);
    if (partition !== undefined) partition.working ??= this.workOff(partition);
  }

  async idle(): Promise<void> {
    await Promise.all(this.partitions.flatMap(({ working }) => working ?? []));
  }

  private async workOff(partition: Partition<Item>): Promise<void> {
    while (partition.waiting.length > 0) {
      // What arrives in this turn of the event loop goes along.
      await new Promise((resolve) => setImmediate(resolve));
      await this.work(this.nextOf(partition));
    }
    // At once: what is added a moment later must find that nobody is at work.
    partition.working = undefined;
  }

  /** Takes out what has waited longest, and what waits with it of its group. */
  private nextOf(partition: Partition<Item>): Item[] {
    const [first] = partition.waiting;
    if (first === undefined) return [];
    const group = this.groupOf(first);
    const together: Item[] = [];
    partition.waiting = partition.waiting.filter((item) => {
      const goes = together.length < this.most && this.groupOf(item) === group;
      if (goes) together.push(item);
      return !goes;
    });
    return together;
  }
}

interface Partition<Item> {
  waiting: Item[];
  working: Promise<void> | undefined;
}

/** FNV-1a, 32 bits. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
