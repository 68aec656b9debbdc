import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { KeySet } from '@todoke/messaging';
import type { Clock, Logger } from '@todoke/service';
import { forgetWhatExpired, sendLogouts, type LogoutSender } from '../identity/index.js';
import { issueDue } from '../issuance/index.js';
import type { WorkerDatabase } from '../persistence/database.js';
import { Repeat, type Job } from './repeat.js';

const second = 1_000;
const batch = 50;
const batchPatience = 60 * second;

export interface JobTools {
  readonly database: WorkerDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sealingKeys: KeySet;
  readonly logouts: LogoutSender;
}

/** What accounts does by itself. Every process runs all of it; rows are claimed, so nothing is done twice. */
export const jobsOf = ({ database, clock, logger, sealingKeys, logouts }: JobTools): Job[] => [
  {
    name: 'issue-due',
    every: second,
    round: async () => {
      const act = { actor: 'issue-due', now: clock.now() };
      const tools = { sealingKeys, logger };
      const looked = await database.transaction((tx) => issueDue(tx, batch, act, tools), batchPatience);
      if (looked > 0) logger.info({ looked }, 'accounts were due');
      return looked === batch;
    },
  },
  { name: 'send-logouts', every: second, round: () => sendLogouts(database, logouts, logger) },
  { name: 'forget-what-expired', every: 600 * second, round: () => forgetWhatExpired(database, clock.now(), logger) },
];

/** Starts the jobs with the service and lets them finish with it. */
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly repeats: readonly Repeat[];

  constructor(tools: JobTools) {
    this.repeats = jobsOf(tools).map((job) => new Repeat(job, tools.logger));
  }

  onApplicationBootstrap(): void {
    for (const repeat of this.repeats) repeat.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.repeats.map((repeat) => repeat.stop()));
  }
}
