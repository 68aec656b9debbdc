import { audit } from '@todoke/database';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { reopen, type Returned } from '../domain/open.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { lockReviews, saveReviews } from '../persistence/reviews.js';

/** An application that accounts sent back; with a reason where it was the secretariat that wanted it. */
export type SentBack = Returned & { readonly number: string; readonly reason?: string | undefined };

/**
 * Applications wait for their prefectures again (R46): 差戻し, or an approval was undone. A round that is told late
 * changes nothing but the history.
 * @throws PrerequisiteMissing where the approval of the round before is not here yet, as after a restore
 */
export async function takeBack(tx: Transaction, sentBack: readonly SentBack[]): Promise<void> {
  const reviews = await lockReviews(
    tx,
    sentBack.map(({ number }) => number),
  );
  const changed = new Map<string, Review>();
  for (const { number, reason: note, ...returned } of sentBack) {
    const review = changed.get(number) ?? reviews.get(number);
    const again = review && reopen(review, returned);
    if (again === undefined) throw prerequisiteMissing('the application is not approved here');
    const { round, at } = returned;
    const what = note === undefined ? 'undone' : 'returned';
    await noteHistory(tx, { number, round, what, at, ...(note !== undefined && { note }) });
    if (again === review) continue;
    changed.set(number, again);
    await audit(tx, { actor: 'take-back', action: `application.${what}`, subject: number });
  }
  await saveReviews(tx, [...changed.values()]);
}
