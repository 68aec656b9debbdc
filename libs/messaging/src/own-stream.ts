import { RepeatingJob } from '@todoke/service';
import type { NatsLink } from './nats-link.js';
import { afterFailure, ownStreamLookedAt } from './retry-policy.js';
import { ensureStream } from './streams.js';

/**
 * Keeps the service's own stream in being, before it announces anything and where the stream was lost: those who hear
 * it may not create it, and wait.
 */
export class OwnStream {
  private readonly job: RepeatingJob;

  constructor(service: string, nats: NatsLink) {
    this.job = new RepeatingJob({
      round: async () => {
        await ensureStream(await nats.manager(), service);
        return ownStreamLookedAt;
      },
      // NATS is unavailable, which readiness reports; the relay warns where an event waits.
      failed: () => undefined,
      afterFailure,
    });
  }

  start(): void {
    this.job.start();
  }

  stop(): Promise<void> {
    return this.job.stop();
  }
}
