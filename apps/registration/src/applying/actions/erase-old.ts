import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, LOGGER, type Logger, RepeatingJob } from '@todoke/service';
import { Erasure } from '../persistence/erasure.js';

const tenMinutes = 10 * 60_000;

/** Erases drafts, codes' hashes and used checks that have served their time, at the start and every ten minutes. */
@Injectable()
export class EraseOld {
  private readonly job = new RepeatingJob({
    round: async () => {
      await this.run();
      return tenMinutes;
    },
    failed: (err) => this.logger.error({ err }, 'could not erase what is too old'),
    afterFailure: tenMinutes,
  });

  constructor(
    @Inject(Erasure) private readonly erasure: Erasure,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  async run(): Promise<void> {
    this.logger.info(await this.erasure.run(this.clock.now()), 'erased what is too old');
  }
}
