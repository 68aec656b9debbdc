import type { Application as Items } from '@todoke/application-form';
import { findMunicipalityByCode, identityVersion } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { identityOfInstitution, identityOfItems } from '../domain/duplicates.js';

interface NewKey {
  readonly id: string;
  readonly key: string;
}

/**
 * Renews the keys of reviews that older rules made. Rows that another process has locked are skipped.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewKeysOfReviews(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<{ number: string; items: Items }[]>`
    SELECT number, items FROM reviews WHERE identity_version < ${identityVersion}
    ORDER BY identity_version, number LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const { ids, keys } = columnsOf(
    rows.map(({ number, items }) => ({ id: number, key: identityOfItems(items).nameAndAddress })),
  );
  await tx.$executeRaw`
    UPDATE reviews SET name_and_address = renewed.key, identity_version = ${identityVersion}
    FROM unnest(${ids}::text[], ${keys}::text[]) AS renewed (id, key) WHERE reviews.number = renewed.id`;
  return rows.length;
}

interface InstitutionRow {
  readonly id: string;
  readonly prefecture: string;
  readonly municipalityCode: string | null;
  readonly name: string;
  readonly location: string;
  /** Unknown of those that were announced without it. */
  readonly street: string | null;
}

/** The same for institutions. The street of one that was announced without it is read from the location. */
export async function renewKeysOfInstitutions(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<InstitutionRow[]>`
    SELECT id, prefecture, municipality_code AS "municipalityCode", name, location, street FROM institutions
    WHERE identity_version < ${identityVersion}
    ORDER BY identity_version, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  const { ids, keys } = columnsOf(rows.map((row) => ({ id: row.id, key: keyOf(row) })));
  await tx.$executeRaw`
    UPDATE institutions SET name_and_address = renewed.key, identity_version = ${identityVersion}
    FROM unnest(${ids}::text[], ${keys}::text[]) AS renewed (id, key) WHERE institutions.id = renewed.id`;
  return rows.length;
}

function keyOf({ prefecture, municipalityCode, name, location, street }: InstitutionRow): string {
  const municipality = findMunicipalityByCode(municipalityCode ?? '')?.name ?? '';
  return identityOfInstitution({ prefecture, municipality, name, location, street: street ?? undefined })
    .nameAndAddress;
}

const columnsOf = (renewed: readonly NewKey[]) => ({
  ids: renewed.map(({ id }) => id),
  keys: renewed.map(({ key }) => key),
});
