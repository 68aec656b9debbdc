import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { KeySet } from '@todoke/messaging';
import { type Clock, type Logger, RepeatingJob } from '@todoke/service';
import { forgetWhatExpired, sendLogouts, type LogoutSender } from '../identity/index.js';
import { renewKeys } from '../institutions/index.js';
import { issueDue } from '../issuance/index.js';
import type { WorkerDatabase } from '../persistence/databases.js';

const second = 1_000;
/**
 * Accounts that are issued in one transaction. It holds the master of their prefectures until its end, and for so long
 * nobody there can press 確認完了.
 */
const batch = 10;
const batchPatience = 60 * second;

interface Job {
  readonly name: string;
  /** Pause between two rounds, in milliseconds. */
  readonly every: number;
  /** @returns whether there is more to do at once */
  readonly round: () => Promise<boolean>;
}

export interface JobTools {
  readonly database: WorkerDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sealingKeys: KeySet;
  readonly logouts: LogoutSender;
}

/** What accounts does by itself. Every process runs all of it; rows are claimed, so nothing is done twice. */
const jobsOf = ({ database, clock, logger, sealingKeys, logouts }: JobTools): Job[] => [
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
  { name: 'renew-keys', every: 60 * second, round: () => renewKeys(database, logger) },
];

const repeating = ({ name, every, round }: Job, logger: Logger): RepeatingJob =>
  new RepeatingJob({
    round: async () => ((await round()) ? 0 : every),
    failed: (error) => logger.error({ err: error, job: name }, 'a job failed and is tried again'),
    afterFailure: every,
  });

/** Starts the jobs with the service and lets them finish with it. */
export class Jobs implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly jobs: readonly RepeatingJob[];

  constructor(tools: JobTools) {
    this.jobs = jobsOf(tools).map((job) => repeating(job, tools.logger));
  }

  onApplicationBootstrap(): void {
    for (const job of this.jobs) job.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.jobs.map((job) => job.stop()));
  }
}
