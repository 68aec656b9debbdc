export interface PartitionOptions<Item> {
  readonly count: number;
  /** The most items that one call of `work` gets. */
  readonly mostTogether: number;
  /** Milliseconds between the beginnings of two calls of a partition at least. What comes meanwhile goes together. */
  readonly pace: number;
  /** Items that may wait in all partitions before `room` makes their source wait. */
  readonly mostWaiting: number;
  /** The group of an item; one call gets items of one group. */
  readonly groupOf: (item: Item) => string;
  /** Must not throw. */
  readonly work: (items: readonly Item[]) => Promise<void>;
}

/**
 * A fixed number of queues in this process. Items with one key keep their order; items of other partitions overtake
 * them. Items of one group that have gathered while a partition was at work go to one call, which makes a high load
 * cheaper. A key belongs to one group.
 */
export class Partitions<Item> {
  private readonly partitions: readonly Partition<Item>[];
  private readonly wantRoom: (() => void)[] = [];

  constructor(private readonly options: PartitionOptions<Item>) {
    this.partitions = Array.from({ length: options.count }, () => ({ waiting: [], working: undefined, began: 0 }));
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
      const early = partition.began + this.options.pace - performance.now();
      // Items that arrive in this turn of the event loop are in the first call.
      await new Promise((resolve) => (early > 0 ? setTimeout(resolve, early) : setImmediate(resolve)));
      partition.began = performance.now();
      await this.options.work(this.nextOf(partition));
      for (const resolve of this.wantRoom.splice(0)) resolve();
    }
    // Without a delay: an item that is added next must find the partition idle.
    partition.working = undefined;
  }

  /** Removes the item that has waited longest, and those of its group that wait behind it. */
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
  /** When its last call began, on the clock of `performance`. */
  began: number;
}

/** FNV-1a, 32 bits. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
