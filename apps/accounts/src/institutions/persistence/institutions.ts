import { addressKey, identityVersion, institutionNameKey } from '@todoke/japan';
import type { InstitutionType, Permission } from '@todoke/lifecycle';
import { columnsOf, foundRow, lockedRow } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { type Institution as Row, Prisma } from '../../persistence/generated/client.js';
import type { Institution, InstitutionFacts } from '../domain/institution.js';

const model = { table: 'institutions_institutions', fields: Prisma.InstitutionScalarFieldEnum };

const fromRow = (row: Row): Institution => ({
  id: row.id,
  prefecture: row.prefecture,
  name: row.name,
  type: row.type as InstitutionType,
  ...(row.institutionCode !== null && { institutionCode: row.institutionCode }),
  ...(row.insuranceCode !== null && { insuranceCode: row.insuranceCode }),
  ...(row.postalCode !== null && { postalCode: row.postalCode }),
  municipality: row.municipality,
  street: row.street,
  ...(row.building !== null && { building: row.building }),
  ...(row.phone !== null && { phone: row.phone }),
  permissions: row.permissions as Permission[],
  hasAccount: row.hasAccount,
  state: row.state as Institution['state'],
  version: row.version,
});

const toRow = (facts: InstitutionFacts) => ({
  prefecture: facts.prefecture,
  name: facts.name,
  type: facts.type,
  institutionCode: facts.institutionCode ?? null,
  insuranceCode: facts.insuranceCode ?? null,
  postalCode: facts.postalCode ?? null,
  municipality: facts.municipality,
  street: facts.street,
  building: facts.building ?? null,
  phone: facts.phone ?? null,
  ...keysOf(facts),
});

/** The keys for comparing (R162), with the version of the rules that made them. */
const keysOf = (facts: Pick<InstitutionFacts, 'name' | 'municipality' | 'street'>) => ({
  nameKey: institutionNameKey(facts.name),
  addressKey: addressKey(facts),
  identityVersion,
});

export async function findInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  const row = await foundRow<Row>(tx, model, { id });
  return row && fromRow(row);
}

/** The institution, locked until the end of the transaction. */
export async function lockInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  const row = await lockedRow<Row>(tx, model, { id });
  return row && fromRow(row);
}

/** Institutions that share a code, or both name and address, with these facts. `match` decides what that means. */
export async function findCandidates(tx: Transaction, facts: InstitutionFacts): Promise<Institution[]> {
  const { prefecture, municipality, institutionCode, insuranceCode } = facts;
  const { nameKey, addressKey } = keysOf(facts);
  const rows = await tx.institution.findMany({
    where: {
      state: 'active',
      OR: [
        ...(institutionCode === undefined ? [] : [{ prefecture, institutionCode }]),
        ...(insuranceCode === undefined ? [] : [{ insuranceCode }]),
        { prefecture, nameKey, addressKey },
        // Older rules may have made other keys, so `match` compares names and addresses themselves.
        { prefecture, municipality, identityVersion: { lt: identityVersion } },
      ],
    },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(fromRow);
}

/**
 * Locks the master of a prefecture until the end of the transaction, so that the result of a match stays true until
 * the commit. Several prefectures are locked in the order of their codes.
 */
export async function lockMaster(tx: Transaction, prefecture: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('institutions-master'), ${Number(prefecture)}::int)`;
}

export async function insertInstitution(tx: Transaction, institution: Institution, createdAt: Date): Promise<void> {
  const { id, permissions, hasAccount, state, version } = institution;
  const row = { ...toRow(institution), id, permissions: [...permissions], hasAccount, state, version, createdAt };
  await tx.institution.create({ data: row });
}

/** Inserts the institutions whose ids and codes are not there yet, in one statement, and returns them. */
export async function insertMissingInstitutions(
  tx: Transaction,
  institutions: readonly Institution[],
  createdAt: Date,
): Promise<Institution[]> {
  const data = institutions.map(({ id, permissions, hasAccount, state, version, ...facts }) => ({
    ...toRow(facts),
    id,
    permissions: [...permissions],
    hasAccount,
    state,
    version,
    createdAt,
  }));
  const added = await tx.institution.createManyAndReturn({ data, skipDuplicates: true });
  return added.map(fromRow);
}

/** Saves the columns of an institution that can change. */
export async function saveInstitution(tx: Transaction, institution: Institution): Promise<void> {
  const { id, permissions, hasAccount, state, version } = institution;
  await tx.institution.update({
    where: { id },
    data: { ...toRow(institution), permissions: [...permissions], hasAccount, state, version },
  });
}

/**
 * Renews the keys of institutions that older rules made. Rows that another process has locked are skipped.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewStaleKeys(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string; name: string; municipality: string; street: string }[]>`
    SELECT id, name, municipality, street FROM institutions_institutions WHERE identity_version < ${identityVersion}
    ORDER BY identity_version, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const renewed = rows.map((row) => ({ id: row.id, ...keysOf(row) }));
  await tx.$executeRaw`
    UPDATE institutions_institutions AS stale
    SET name_key = renewed.name_key, address_key = renewed.address_key, identity_version = ${identityVersion}
    FROM unnest(${renewed.map(({ id }) => id)}::uuid[], ${renewed.map(({ nameKey }) => nameKey)}::text[],
                ${renewed.map((one) => one.addressKey)}::text[]) AS renewed (id, name_key, address_key)
    WHERE stale.id = renewed.id`;
  return rows.length;
}

const noId = '00000000-0000-0000-0000-000000000000';

/**
 * Raises the versions of the next institutions of a prefecture, in the order of their ids, and returns the
 * institutions.
 */
export async function institutionsUnderNextVersions(
  tx: Transaction,
  prefecture: string,
  after: string = noId,
  limit: number,
): Promise<Institution[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `WITH following AS (
       SELECT id FROM institutions_institutions WHERE prefecture = $1 AND id > $2::uuid
       ORDER BY id LIMIT $3::int FOR NO KEY UPDATE),
     raised AS (
       UPDATE institutions_institutions AS one SET version = version + 1 FROM following WHERE one.id = following.id
       RETURNING one.*)
     SELECT ${columnsOf(model, 'raised')} FROM raised ORDER BY id`,
    prefecture,
    after,
    limit,
  );
  return rows.map(fromRow);
}
