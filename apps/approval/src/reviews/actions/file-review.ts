import type { Transaction } from '../../persistence/databases.js';
import type { Filed } from '../domain/decide.js';
import { findNumberOf, insertProxyReview, nextProxyNumber } from '../persistence/reviews.js';
import { problems } from '../problems.js';
import { recordDecision } from './record-decision.js';

/**
 * Files a proxy application under the next number (R74), with history, audit and outbox like every change.
 * @param request id of the form page that was sent; a second call with the same id files nothing more
 * @returns the application's number
 * @throws Problem application-missing where the request is another prefecture's; what `file` throws
 */
export async function fileReview(tx: Transaction, request: string, file: (number: string) => Filed): Promise<string> {
  const { review, steps } = file(await nextProxyNumber(tx));
  if (await insertProxyReview(tx, review, request)) {
    for (const step of steps) await recordDecision(tx, step.review, step.event);
    return review.number;
  }
  const before = await findNumberOf(tx, request);
  if (before === undefined) throw problems.applicationMissing();
  return before;
}
