import { columnsOf, lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { type Person as Row, Prisma } from '../../persistence/generated/client.js';
import type { Person, PersonRole, PersonState } from '../domain/person.js';

const model = { table: 'identity_people', fields: Prisma.PersonScalarFieldEnum };

const fromRow = (row: Row): Person => ({
  id: row.id,
  loginId: row.loginId,
  role: row.role as PersonRole,
  ...(row.name !== null && { name: row.name }),
  ...(row.prefecture !== null && { prefecture: row.prefecture }),
  area: row.area,
  ...(row.institution !== null && { institution: row.institution }),
  addresses: row.addresses,
  state: row.state as PersonState,
  ...(row.passwordHash !== null && { passwordHash: row.passwordHash }),
  ...(row.passwordSetAt !== null && { passwordSetAt: row.passwordSetAt }),
  ...(row.lastSignInAt !== null && { lastSignInAt: row.lastSignInAt }),
  ...(row.previousSignInAt !== null && { previousSignInAt: row.previousSignInAt }),
  sessionsEpoch: row.sessionsEpoch,
  version: row.version,
});

const toRow = (person: Person) => ({
  role: person.role,
  name: person.name ?? null,
  prefecture: person.prefecture ?? null,
  area: [...person.area],
  institution: person.institution ?? null,
  addresses: [...person.addresses],
  state: person.state,
  passwordHash: person.passwordHash ?? null,
  passwordSetAt: person.passwordSetAt ?? null,
  lastSignInAt: person.lastSignInAt ?? null,
  previousSignInAt: person.previousSignInAt ?? null,
  version: person.version,
});

export async function findPerson(tx: Transaction, id: string): Promise<Person | undefined> {
  const row = await tx.person.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

/** The person, locked until the end of the transaction. */
export async function lockPerson(tx: Transaction, id: string): Promise<Person | undefined> {
  const row = await lockedRow<Row>(tx, model, { id });
  return row && fromRow(row);
}

/** Login IDs are lower case; people type them as they like. */
export async function findByLoginId(tx: Transaction, loginId: string): Promise<Person | undefined> {
  const row = await tx.person.findUnique({ where: { loginId: loginId.toLowerCase() } });
  return row === null ? undefined : fromRow(row);
}

/** The account of an institution; a voided one is none. */
export async function findByInstitution(tx: Transaction, institution: string): Promise<Person | undefined> {
  const row = await tx.person.findFirst({ where: { institution, role: 'institution', state: { not: 'voided' } } });
  return row === null ? undefined : fromRow(row);
}

/**
 * Whether an account has this address that is not this person's. Addresses are stored with the capitals that people
 * typed; it is looked up as it is written here and in small letters.
 */
export async function isAddressOfOthers(tx: Transaction, address: string, person?: string): Promise<boolean> {
  const found = await tx.person.findFirst({
    where: {
      addresses: { hasSome: [address, address.toLowerCase()] },
      state: { not: 'voided' },
      ...(person !== undefined && { id: { not: person } }),
    },
    select: { id: true },
  });
  return found !== null;
}

/** @returns false if the login ID is taken; the transaction goes on */
export async function insertPerson(tx: Transaction, person: Person, createdAt: Date): Promise<boolean> {
  const row = { id: person.id, loginId: person.loginId, ...toRow(person), createdAt };
  const { count } = await tx.person.createMany({ data: [row], skipDuplicates: true });
  if (count === 1) return true;
  const taken = await tx.person.findUnique({ where: { loginId: person.loginId }, select: { id: true } });
  // The other unique constraint is one account an institution, whose violation is thrown.
  if (taken === null) throw new SecondAccount(person.institution ?? person.id);
  return false;
}

/** An institution has an account already (R162). The caller reads again and finds it. */
class SecondAccount extends Error {
  override readonly name = 'SecondAccount';
}

export async function savePerson(tx: Transaction, person: Person): Promise<void> {
  await tx.person.update({ where: { id: person.id }, data: toRow(person) });
}

/** Ends the person's sessions at all services, as a new password would: a trigger follows the count. */
export async function endSessions(tx: Transaction, id: string): Promise<void> {
  await tx.person.update({ where: { id }, data: { sessionsEpoch: { increment: 1 } } });
}

const noId = '00000000-0000-0000-0000-000000000000';

/** Raises the versions of the next people by their ids, and returns them with these. */
export async function peopleUnderNextVersions(tx: Transaction, after: string = noId, limit: number): Promise<Person[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `WITH following AS (
       SELECT id FROM identity_people WHERE id > $1::uuid ORDER BY id LIMIT $2::int FOR NO KEY UPDATE),
     raised AS (
       UPDATE identity_people AS person SET version = version + 1 FROM following WHERE person.id = following.id
       RETURNING person.*)
     SELECT ${columnsOf(model, 'raised')} FROM raised ORDER BY id`,
    after,
    limit,
  );
  return rows.map(fromRow);
}
