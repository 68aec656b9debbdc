import type { Act } from '@todoke/database';
import { type DataOf, personChanged } from '@todoke/events';
import { announce, announceAll, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Person } from '../domain/person.js';
import { peopleUnderNextVersions } from '../persistence/people.js';

/** Announces the present facts of a person. */
export const announcePerson = (tx: Transaction, person: Person, act: Act): Promise<void> =>
  announce(tx, personChanged, factOf(person, act));

/**
 * Announces the present facts of people, each under its next version, in the order of their ids.
 * @param after the last id of the batch before; undefined for the first batch
 * @returns the ids of this batch; empty where none is left
 */
export async function announcePeople(
  tx: Transaction,
  after: string | undefined,
  limit: number,
  act: Act,
): Promise<string[]> {
  const people = await peopleUnderNextVersions(tx, after, limit);
  await announceAll(
    tx,
    people.map((person) => [personChanged, factOf(person, act)] as const),
  );
  return people.map(({ id }) => id);
}

function factOf(person: Person, { now }: Act): Fact<DataOf<typeof personChanged>> {
  const { id, version, role, name, prefecture, area, institution, addresses, state } = person;
  return {
    id,
    version,
    occurredAt: now,
    data: {
      person: id,
      role,
      name,
      prefecture,
      ...(area.length > 0 && { area: [...area] }),
      institution,
      addresses: [...addresses],
      active: state === 'active' || state === 'issued-unset',
    },
  };
}
