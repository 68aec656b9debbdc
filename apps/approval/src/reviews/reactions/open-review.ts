import type { applicationSubmitted, EventOf } from '@todoke/events';
import type { Transaction } from '../../persistence/databases.js';
import { openReview as open } from '../domain/open.js';
import { addReview } from '../persistence/reviews.js';

/** An institution applied: opens a review for its prefecture (R46). */
export async function openReview(
  { data, occurredAt }: EventOf<typeof applicationSubmitted>,
  tx: Transaction,
): Promise<void> {
  await addReview(tx, open(data.number, data.items, data.address, new Date(occurredAt), data.round));
}
