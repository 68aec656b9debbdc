import { WakeSignal } from './wake-signal.js';

export interface Rounds {
  /** @returns milliseconds of rest before the next round; 0 where there is more to do at once */
  readonly round: () => Promise<number>;
  /** Told what a round threw; it is tried again. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds of rest after that. Default 1000. */
  readonly afterFailure?: number;
}

/** Does one thing over and over, until it is stopped. */
export class RepeatingJob {
  private running: Promise<void> | undefined;
  private ending = false;
  private readonly signal = new WakeSignal();

  constructor(private readonly rounds: Rounds) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the rest, or the next one where a round is under way. */
  wake(): void {
    this.signal.wake();
  }

  /** Begins no round any more, and resolves when the one under way is over. */
  async stop(): Promise<void> {
    this.ending = true;
    this.signal.wake();
    await this.running;
  }

  /** Long rounds look here between their steps. */
  get stopping(): boolean {
    return this.ending;
  }

  /** For a round that waits in its midst: until it is woken or stopped, at the most so many milliseconds. */
  async rest(milliseconds: number): Promise<void> {
    if (!this.ending && milliseconds > 0) await this.signal.wait(milliseconds);
  }

  private async run(): Promise<void> {
    while (!this.ending) await this.rest(await this.oneRound());
  }

  private async oneRound(): Promise<number> {
    try {
      return await this.rounds.round();
    } catch (error) {
      this.rounds.failed(error);
      return this.rounds.afterFailure ?? 1_000;
    }
  }
}
