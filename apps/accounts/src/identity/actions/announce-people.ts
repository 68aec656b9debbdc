import { personChanged } from '@todoke/events';
import { announceAll } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { peopleUnderNextVersions } from '../persistence/people.js';
import { factOf } from './announce-person.js';

/**
 * Announces people anew, each under its next version, in the order of their ids.
 * @param after the id of the last one that was announced; undefined for the first
 * @returns the ids of those that are announced now; none when all are
 */
export async function announcePeople(
  tx: Transaction,
  after: string | undefined,
  limit: number,
  now: Date,
): Promise<string[]> {
  const people = await peopleUnderNextVersions(tx, after, limit);
  await announceAll(tx, people.map((person) => [personChanged, factOf(person, now)] as const));
  return people.map(({ id }) => id);
}
