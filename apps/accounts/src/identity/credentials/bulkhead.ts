import { problems } from '../problems.js';

/** A bulkhead: a bounded number of costly tasks run concurrently, and a bounded number wait. */
export class Bulkhead {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: { readonly places: number; readonly waiting: number }) {}

  /** @throws Problem `busy` where the queue is full; the task was not started */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.limits.places) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The slot goes to the next in the queue, or is free.
      const next = this.queue.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    if (this.queue.length >= this.limits.waiting) throw problems.busy();
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
