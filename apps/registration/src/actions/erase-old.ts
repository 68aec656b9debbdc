import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, LOGGER, type Logger } from '@todoke/service';
import { Erasure } from '../persistence/erasure.js';

const minutesBetween = 10;

/** Erases drafts, codes' hashes and used checks that have served their time, every ten minutes. */
@Injectable()
export class EraseOld {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Erasure) private readonly erasure: Erasure,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), minutesBetween * 60_000);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never throws: the database may be away, and the next run erases what this one did not. */
  async run(): Promise<void> {
    try {
      this.logger.info(await this.erasure.run(this.clock.now()), 'erased what is too old');
    } catch (err) {
      this.logger.error({ err }, 'could not erase what is too old');
    }
  }
}
