import { Injectable } from '@nestjs/common';
import { deadlineAfter } from '../domain/deadline.js';
import { Databases } from '../../persistence/databases.js';

export interface Erased {
  readonly drafts: number;
  readonly codes: number;
  readonly robotChecks: number;
  readonly throttles: number;
}

/** A code requested at this moment or before is too old at `now`. */
const tooOldAt = (now: Date): Date => new Date(now.getTime() - (deadlineAfter(now).getTime() - now.getTime()));

@Injectable()
export class Erasure {
  constructor(private readonly databases: Databases) {}

  /**
   * Deletes what is too old at `now`. Robot checks use the real time: deleted early, one could
   * be used again.
   */
  async run(now: Date): Promise<Erased> {
    const { worker } = this.databases;
    const drafts = await worker.draft.deleteMany({ where: { eraseAt: { lte: now } } });
    const codes = await worker.draft.updateMany({
      where: { codeHash: { not: null }, codeRequestedAt: { lte: tooOldAt(now) } },
      data: { codeHash: null },
    });
    const robotChecks = await worker.robotCheckUsed.deleteMany({ where: { expiresAt: { lte: new Date() } } });
    const throttles = await worker.throttle.deleteMany({ where: { endsAt: { lte: now } } });
    return {
      drafts: drafts.count,
      codes: codes.count,
      robotChecks: robotChecks.count,
      throttles: throttles.count,
    };
  }
}
