export interface PartitionOptions<Item> {
  readonly count: number;
  /** Items that are handed over together. */
  readonly mostTogether: number;
  /** Items that may wait in all partitions before `room` makes their source wait. */
  readonly mostWaiting: number;
  /** What only goes together with its like. */
  readonly groupOf: (item: Item) => string;
  /** Must not throw. */
  readonly work: (items: readonly Item[]) => Promise<void>;
}

/**
 * A fixed number of queues side by side. Work with the same key keeps its order; other work overtakes it. What has come
 * while a partition was at work and belongs to the same group is handed over together, so that much work at once costs
 * less than the same one by one. A key is of one group.
 */
export class Partitions<Item> {
  private readonly partitions: readonly Partition<Item>[];
  private readonly wantRoom: (() => void)[] = [];

  constructor(private readonly options: PartitionOptions<Item>) {
    this.partitions = Array.from({ length: options.count }, () => ({ waiting: [], working: undefined }));
  }

  add(key: string, item: Item): void {
    const partition = this.partitions[hash(key) % this.partitions.length];
    partition?.waiting.push(item);
    if (partition !== undefined) partition.working ??= this.workOff(partition);
  }

  /** Resolves when fewer than `mostWaiting` wait. */
  async room(): Promise<void> {
    while (this.isFull()) await new Promise<void>((resolve) => this.wantRoom.push(resolve));
  }

  private isFull(): boolean {
    return this.partitions.reduce((sum, { waiting }) => sum + waiting.length, 0) >= this.options.mostWaiting;
  }

  async idle(): Promise<void> {
    await Promise.all(this.partitions.flatMap(({ working }) => working ?? []));
  }

  private async workOff(partition: Partition<Item>): Promise<void> {
    while (partition.waiting.length > 0) {
      // What arrives in this turn of the event loop goes along.
      await new Promise((resolve) => setImmediate(resolve));
      await this.options.work(this.nextOf(partition));
      for (const resolve of this.wantRoom.splice(0)) resolve();
    }
    // At once: what is added a moment later must find that nobody is at work.
    partition.working = undefined;
  }

  /** Takes out what has waited longest, and what waits with it of its group. */
  private nextOf(partition: Partition<Item>): Item[] {
    const [first] = partition.waiting;
    if (first === undefined) return [];
    const { groupOf, mostTogether } = this.options;
    const group = groupOf(first);
    const together: Item[] = [];
    partition.waiting = partition.waiting.filter((item) => {
      const goes = together.length < mostTogether && groupOf(item) === group;
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
