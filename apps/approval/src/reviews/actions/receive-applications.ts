import { audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { tellOfApplications } from '../../webhooks/index.js';
import { openAgain } from '../domain/open.js';
import type { Review } from '../domain/review.js';
import { noteHistory } from '../persistence/history.js';
import { possibleDuplicatesAmong } from '../persistence/possible-duplicates.js';
import { insertReviews, lockReviews, saveReviews } from '../persistence/reviews.js';
import { assignByRules } from './apply-assignment-rules.js';

/**
 * Institutions applied: their reviews wait for the prefectures (R46), also where they come again in a later round. An
 * earlier round that is told late changes nothing but the history.
 */
export async function receiveApplications(tx: Transaction, reviews: readonly Review[]): Promise<void> {
  const first = new Map(reviews.toReversed().map((review) => [review.number, review]));
  const inserted = await insertReviews(tx, [...first.values()]);
  await judgeNew(
    tx,
    [...first.values()].filter(({ number }) => inserted.has(number)),
  );
  const isNew = (review: Review): boolean => first.get(review.number) === review && inserted.has(review.number);
  const again = await comeAgain(
    tx,
    reviews.filter((review) => !isNew(review)),
  );
  for (const review of reviews) {
    const { number, round, receivedAt: at } = review;
    await noteHistory(tx, { number, round, what: 'received', at });
    if (!isNew(review) && !again.has(review)) continue;
    await audit(tx, { actor: 'open-review', action: 'application.received', subject: number });
    await tellOfApplications(tx, [{ number, round, what: 'received', at }]);
  }
}

/** Says of new reviews which may be duplicates of others (R162), and who looks after each (R46). */
async function judgeNew(tx: Transaction, reviews: readonly Review[]): Promise<void> {
  const doubtful = await possibleDuplicatesAmong(
    tx,
    reviews.map(({ number }) => number),
  );
  await saveReviews(
    tx,
    reviews.filter(({ number }) => doubtful.has(number)).map((review) => ({ ...review, possibleDuplicate: true })),
  );
  const applications = reviews.map(({ number, prefecture, items, municipalityCode }) => ({
    number,
    prefecture,
    type: items.institutionType,
    municipalityCode,
  }));
  await assignByRules(tx, applications);
}

/** @returns those that opened a later round */
async function comeAgain(tx: Transaction, reviews: readonly Review[]): Promise<ReadonlySet<Review>> {
  const opened = new Map<string, Review>();
  const again = new Set<Review>();
  if (reviews.length === 0) return again;
  const known = await lockReviews(
    tx,
    reviews.map(({ number }) => number),
  );
  for (const review of reviews) {
    const { number } = review;
    const before = opened.get(number) ?? known.get(number);
    const after = before && openAgain(before, review);
    if (after === undefined) continue;
    opened.set(number, after);
    again.add(review);
  }
  await saveReviews(tx, [...opened.values()]);
  return again;
}
