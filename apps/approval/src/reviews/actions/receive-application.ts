import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { insertReview } from '../persistence/reviews.js';

/** An institution applied: its review waits for the prefecture (R46). One that exists already stays as it is. */
export async function receiveApplication(tx: Transaction, review: Review, { actor, now: at }: Act): Promise<void> {
  if (!(await insertReview(tx, review))) return;
  const { number, round } = review;
  await noteHistory(tx, { number, round, what: 'received', at });
  await audit(tx, { actor, action: 'application.received', subject: number, at });
}
