import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { Person } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';

const people: NewestOf = {
  table: 'institutions_people',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    version: 'int',
    role: 'text',
    prefecture: 'text',
    area: 'text[]',
    institution: 'text',
    name: 'text',
    addresses: 'text[]',
    active: 'boolean',
  },
};

/** The statement that stores the newest facts of each person who can sign in; older ones change nothing. */
export const newestPeople = (news: readonly Person[]): Sql | undefined => newestOf(people, news);

/**
 * The mail addresses of those who can sign in for institutions (R138), of institutions that the person of the
 * transaction may see: institution → addresses. An institution without any is absent.
 */
export async function addressesOf(
  tx: Transaction,
  institutions: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await tx.person.findMany({
    where: { institution: { in: [...institutions] }, role: 'institution', active: true },
    orderBy: { id: 'asc' },
  });
  const addresses = new Map<string, string[]>();
  for (const { institution, addresses: own } of found) {
    if (institution === null || own.length === 0) continue;
    const known = addresses.get(institution) ?? [];
    addresses.set(institution, [...known, ...own.filter((address) => !known.includes(address))]);
  }
  return addresses;
}
