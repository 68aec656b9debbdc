import { warningsVersion } from '@todoke/application-form';
import { findMunicipalityByCode, identityVersion, type InstitutionIdentity } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { identityOfInstitution } from '../domain/duplicates.js';

interface NewKeys {
  readonly id: string;
  readonly identity: InstitutionIdentity;
}

/**
 * Numbers of reviews whose keys or warnings older rules made, locked until the end of the transaction. Rows that
 * another process has locked are skipped.
 */
export async function lockStaleReviews(tx: Transaction, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ number: string }[]>`
    SELECT number FROM reviews WHERE identity_version < ${identityVersion} OR warnings_version < ${warningsVersion}
    LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  return rows.map(({ number }) => number);
}

interface InstitutionRow {
  readonly id: string;
  readonly prefecture: string;
  readonly municipalityCode: string | null;
  readonly name: string;
  readonly institutionCode: string | null;
  readonly location: string;
  /** Unknown of those that were announced without it. */
  readonly street: string | null;
}

/**
 * Renews the keys of institutions that older rules made. The street of one that was announced without it is read from
 * the location. Rows that another process has locked are skipped.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewKeysOfInstitutions(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<InstitutionRow[]>`
    SELECT id, prefecture, municipality_code AS "municipalityCode", name, institution_code AS "institutionCode",
           location, street
    FROM institutions
    WHERE identity_version < ${identityVersion}
    ORDER BY identity_version, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const { ids, codes, keys } = columnsOf(rows.map((row) => ({ id: row.id, identity: identityOfRow(row) })));
  await tx.$executeRaw`
    UPDATE institutions
    SET institution_code = renewed.code, name_and_address = renewed.key, identity_version = ${identityVersion}
    FROM unnest(${ids}::text[], ${codes}::text[], ${keys}::text[]) AS renewed (id, code, key)
    WHERE institutions.id = renewed.id`;
  return rows.length;
}

function identityOfRow({ municipalityCode, institutionCode, street, ...told }: InstitutionRow): InstitutionIdentity {
  const municipality = findMunicipalityByCode(municipalityCode ?? '')?.name ?? '';
  return identityOfInstitution({
    ...told,
    municipality,
    institutionCode: institutionCode ?? undefined,
    street: street ?? undefined,
  });
}

const columnsOf = (renewed: readonly NewKeys[]) => ({
  ids: renewed.map(({ id }) => id),
  codes: renewed.map(({ identity }) => identity.institutionCode ?? null),
  keys: renewed.map(({ identity }) => identity.nameAndAddress),
});
