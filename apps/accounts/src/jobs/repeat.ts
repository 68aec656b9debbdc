import type { Logger } from '@todoke/service';

export interface Job {
  readonly name: string;
  /** Pause between two rounds, in milliseconds. */
  readonly every: number;
  /** @returns whether there is more to do at once */
  readonly round: () => Promise<boolean>;
}

/** Runs one job over and over until it is told to stop; what fails is tried again in the next round. */
export class Repeat {
  private stopped = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly job: Job,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Lets the round under way finish. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const more = await this.job.round().catch((error: unknown) => {
        this.logger.error({ err: error, job: this.job.name }, 'a job failed and is tried again');
        return false;
      });
      if (!more && !this.stopped) await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.job.every);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
