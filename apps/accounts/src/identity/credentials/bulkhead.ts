import { problems } from '../problems.js';

/** Lets a bounded number of costly pieces of work run at once, and a bounded number wait. */
export class Bulkhead {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: { readonly places: number; readonly waiting: number }) {}

  /** @throws Problem `busy` where the queue is full; the work was not begun */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.limits.places) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in the queue, or is free.
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
