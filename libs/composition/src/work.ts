import { type Logger, RepeatingJob } from '@todoke/service';
import type { Parts } from './parts.js';

/** What a module does by itself, over and over. Every process runs it: a round claims what it works on. */
export interface Job<Settings = unknown> {
  readonly name: string;
  /** Pause between two rounds, in milliseconds. */
  readonly every: number;
  /** @returns whether there is more to do at once */
  readonly round: (parts: Parts<Settings>) => Promise<boolean>;
}

/** A provider that works for as long as the service runs, and knows itself when to rest. */
export interface Worker {
  start(): void;
  /** Takes nothing new, and resolves when what it holds is done. */
  stop(): Promise<void>;
}

export const repeating = <Settings>(job: Job<Settings>, parts: Parts<Settings>, logger: Logger): Worker =>
  new RepeatingJob({
    round: async () => ((await job.round(parts)) ? 0 : job.every),
    failed: (error) => logger.error({ err: error, job: job.name }, 'a job failed and is tried again'),
    afterFailure: job.every,
  });
