import { WakeSignal } from './wake-signal.js';

export interface Rounds {
  /** @returns milliseconds to wait before the next run; 0 where there is more to do at once */
  readonly round: () => Promise<number>;
  /** Called with what a run threw; the job runs again. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds to wait after that. Default 1000. */
  readonly afterFailure?: number;
}

/** A background job that runs repeatedly until it is stopped. */
export class RepeatingJob {
  private running: Promise<void> | undefined;
  private ending = false;
  private readonly signal = new WakeSignal();

  constructor(private readonly rounds: Rounds) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the wait, or the next one where a run is under way. */
  wake(): void {
    this.signal.wake();
  }

  /** Starts no further run, and resolves when the one under way is over. */
  async stop(): Promise<void> {
    this.ending = true;
    this.signal.wake();
    await this.running;
  }

  /** Long runs check this between their steps. */
  get stopping(): boolean {
    return this.ending;
  }

  /** For a wait within a run: until the job is woken or stopped, or so many milliseconds have passed. */
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
