import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { Person } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';
import { type Colleague, type OfficialRole, roleWord } from '../domain/colleague.js';

const people: NewestOf = {
  table: 'people',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    version: 'int',
    role: 'text',
    prefecture: 'text',
    area: 'text[]',
    name: 'text',
    loginId: 'text',
    active: 'boolean',
  },
};

/** The statement that stores the newest facts of each person; older ones change nothing. */
export const newestPeople = (news: readonly Person[]): Sql | undefined => newestOf(people, news);

/**
 * How people are shown to the person of the transaction: by name within the own prefecture, by the word of their role
 * elsewhere. Every subject that was asked for has an entry.
 */
export async function namesOf(tx: Transaction, subs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(subs)];
  if (asked.length === 0) return new Map();
  const found = await tx.$queryRaw<{ id: string; role: string; name: string | null }[]>`
    SELECT id, role, name FROM people_shown(${asked}::text[])`;
  const known = new Map(found.map((person) => [person.id, person]));
  return new Map(asked.map((sub) => [sub, known.get(sub)?.name ?? roleWord(known.get(sub)?.role)]));
}

/** The people of the reader's prefecture who can sign in, 薬務課 before the health centres, each by name. */
export async function colleaguesOf(tx: Transaction): Promise<readonly Colleague[]> {
  const rows = await tx.person.findMany({
    where: { active: true, role: { in: ['prefecture', 'health-centre'] } },
    orderBy: [{ role: 'desc' }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, role, area, name, loginId }) => ({
    sub: id,
    role: role as OfficialRole,
    area,
    name: name ?? loginId ?? roleWord(role),
  }));
}
