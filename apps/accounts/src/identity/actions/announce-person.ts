import { type DataOf, personChanged } from '@todoke/events';
import { announce, type Fact } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Person } from '../domain/person.js';

/** Announces the present facts of a person. */
export const announcePerson = (tx: Transaction, person: Person, now: Date): Promise<void> =>
  announce(tx, personChanged, factOf(person, now));

/** The fact that is announced of a person. */
export function factOf(person: Person, now: Date): Fact<DataOf<typeof personChanged>> {
  const { id, version, role, prefecture, area, institution, addresses, state } = person;
  return {
    id,
    version,
    occurredAt: now,
    data: {
      person: id,
      role,
      prefecture,
      ...(area.length > 0 && { area: [...area] }),
      institution,
      addresses: [...addresses],
      active: state === 'active' || state === 'issued-unset',
    },
  };
}
