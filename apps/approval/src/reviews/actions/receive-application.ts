import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { openAgain } from '../domain/open.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { insertReview, lockReview, saveReview } from '../persistence/reviews.js';

/**
 * An institution applied: its review waits for the prefecture (R46), also where it comes again in a later round. An
 * earlier round that is told late changes nothing but the history.
 */
export async function receiveApplication(tx: Transaction, review: Review, { actor, now: at }: Act): Promise<void> {
  const waits = (await insertReview(tx, review)) || (await comesAgain(tx, review));
  const { number, round } = review;
  await noteHistory(tx, { number, round, what: 'received', at });
  if (!waits) return;
  await audit(tx, { actor, action: 'application.received', subject: number });
}

async function comesAgain(tx: Transaction, review: Review): Promise<boolean> {
  const known = await lockReview(tx, review.number);
  const again = known && openAgain(known, review);
  if (known === undefined || again === undefined) return false;
  await saveReview(tx, known, again);
  return true;
}
