import { prerequisiteMissing } from '@todoke/messaging';
import type { Progress } from '../domain/progress.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Reviews } from '../persistence/reviews.js';

/**
 * Notes progress, or has the event redelivered until the approval that it follows is here (as after a restore).
 */
export async function followApplication(
  reviews: Reviews,
  tx: Transaction,
  number: string,
  progress: Progress,
): Promise<void> {
  const followed = await reviews.follow(tx, number, progress);
  if (!followed) throw prerequisiteMissing('the application is not approved here');
}
