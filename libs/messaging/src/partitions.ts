/**
 * A fixed number of queues side by side. Work with the same key keeps its order; other work overtakes it. What has come
 * while a partition was at work is handed over together, so that much work at once costs less than the same one by one.
 */
export class Partitions<Item> {
  private readonly partitions: readonly Partition<Item>[];

  /**
   * @param most items that are handed over together
   * @param work must not throw
   */
  constructor(
    count: number,
    private readonly most: number,
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
      await this.work(partition.waiting.splice(0, this.most));
    }
    // At once: what is added a moment later must find that nobody is at work.
    partition.working = undefined;
  }
}

interface Partition<Item> {
  readonly waiting: Item[];
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
