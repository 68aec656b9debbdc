import { correlation } from '@todoke/service';
import type { Transaction } from '../../persistence/databases.js';
import type { Filed } from '../domain/decide.js';
import { findNumbersOf, insertProxyReviews, nextProxyNumbers } from '../persistence/proxy-reviews.js';
import { problems } from '../problems.js';
import { recordDecision } from './record-decision.js';

/** A proxy application that is to be filed. */
export interface Filing {
  /** Id of the form page that was sent, or of the row of a file; what has the same id is filed once. */
  readonly request: string;
  /** What is filed under a number. */
  readonly file: (number: string) => Filed;
}

/**
 * Files proxy applications under the next numbers (R74), with history, audit and outbox like every change. Of a request
 * that was filed before nothing more is filed.
 * @returns request → the application's number
 * @throws Problem application-missing where a request is another prefecture's; what `file` throws
 */
export async function fileReviews(tx: Transaction, filings: readonly Filing[]): Promise<ReadonlyMap<string, string>> {
  if (filings.length === 0) return new Map();
  const numbers = await nextProxyNumbers(tx, filings.length);
  const filed = filings.map(({ request, file }, at) => ({ request, ...file(numbers[at] as string) }));
  const inserted = await insertProxyReviews(tx, filed);
  for (const { request, steps } of filed.filter((one) => inserted.has(one.request))) {
    // What no request of a person is about, as the row of a file, is a course of events of its own.
    await correlation.run(correlation.active() ?? { correlationId: request }, async () => {
      for (const step of steps) await recordDecision(tx, step.review, step.event);
    });
  }
  const known = filed.filter(({ request }) => !inserted.has(request)).map(({ request }) => request);
  const before = known.length === 0 ? new Map<string, string>() : await findNumbersOf(tx, known);
  return new Map(
    filed.map(({ request, review }) => {
      const number = inserted.has(request) ? review.number : before.get(request);
      if (number === undefined) throw problems.applicationMissing();
      return [request, number];
    }),
  );
}
