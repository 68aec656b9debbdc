import { personChanged } from '@todoke/events';
import { announceAll } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { peopleUnderNextVersions } from '../persistence/people.js';
import { factOf } from './announce-person.js';

/**
 * Announces the present facts of people, each under its next version, in the order of their ids.
 * @param after the last id of the batch before; undefined for the first batch
 * @returns the ids of this batch; empty where none is left
 */
export async function announcePeople(
  tx: Transaction,
  after: string | undefined,
  limit: number,
  now: Date,
): Promise<string[]> {
  const people = await peopleUnderNextVersions(tx, after, limit);
  await announceAll(
    tx,
    people.map((person) => [personChanged, factOf(person, now)] as const),
  );
  return people.map(({ id }) => id);
}
