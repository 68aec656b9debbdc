import { type Logger, RepeatingJob } from '@todoke/service';
import type { Parts } from './parts.js';

/** Work that a module repeats. Every process of the service runs it, so a round claims the rows that it works on. */
export interface Job<Settings = unknown> {
  readonly name: string;
  /** Pause between two rounds, in milliseconds; or how to find it in the settings. */
  readonly every: number | ((settings: Settings) => number);
  /** @returns true where the next round is to follow at once */
  readonly round: (parts: Parts<Settings>) => Promise<boolean>;
}

/** A provider that works as long as the service runs, and times itself. */
export interface Worker {
  start(): void;
  /** Begins nothing new, and resolves when the work under way is finished. */
  stop(): Promise<void>;
}

export function repeating<Settings>(job: Job<Settings>, parts: Parts<Settings>, logger: Logger): Worker {
  const every = typeof job.every === 'function' ? job.every(parts.settings) : job.every;
  return new RepeatingJob({
    round: async () => ((await job.round(parts)) ? 0 : every),
    failed: (error) => logger.error({ err: error, job: job.name }, 'a job failed and is tried again'),
    afterFailure: every,
  });
}
