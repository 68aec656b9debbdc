import { personChanged } from '@todoke/events';
import { announce } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import type { Person } from '../domain/person.js';

/** Announces the present facts of a person. */
export async function announcePerson(tx: Transaction, person: Person, now: Date): Promise<void> {
  const { id, version, role, prefecture, area, institution, addresses, state } = person;
  await announce(tx, personChanged, {
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
  });
}
