import { codesTooOldAt } from '../domain/deadlines.js';
import type { Transaction } from '../../persistence/databases.js';

/** How many of each were erased. */
export interface Erased {
  readonly drafts: number;
  readonly codes: number;
  readonly robotChecks: number;
  readonly throttles: number;
}

/**
 * Deletes what is too old at `now`. Robot checks use the real time: deleted early, one could
 * be used again.
 */
export async function eraseWhatIsOld(tx: Transaction, now: Date): Promise<Erased> {
  const drafts = await tx.draft.deleteMany({ where: { eraseAt: { lte: now } } });
  const codes = await tx.draft.updateMany({
    where: { codeHash: { not: null }, codeRequestedAt: { lte: codesTooOldAt(now) } },
    data: { codeHash: null },
  });
  const robotChecks = await tx.robotCheckUsed.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  const throttles = await tx.throttle.deleteMany({ where: { endsAt: { lte: now } } });
  return {
    drafts: drafts.count,
    codes: codes.count,
    robotChecks: robotChecks.count,
    throttles: throttles.count,
  };
}
