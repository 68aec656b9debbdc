import { type Limit, windowEnd } from './throttle.js';

/**
 * Counts in the memory of this process: for people of whom nothing is stored. The number of those who are remembered is
 * bounded, so that a flood cannot fill the memory either; who came first is forgotten first.
 */
export class RecentTimes {
  private readonly windows = new Map<string, { count: number; endsAt: Date }>();

  constructor(
    private readonly limit: Limit,
    private readonly mostKeys = 10_000,
  ) {}

  /** Counts one more time, and says whether it still is within the limit. */
  count(key: string, now: Date): boolean {
    const known = this.windows.get(key);
    const window = known !== undefined && known.endsAt > now ? known : { count: 0, endsAt: windowEnd(this.limit, now) };
    window.count += 1;
    this.windows.delete(key);
    this.windows.set(key, window);
    const [oldest] = this.windows.keys();
    if (this.windows.size > this.mostKeys && oldest !== undefined) this.windows.delete(oldest);
    return window.count <= this.limit.times;
  }
}
