import type { Application } from '@todoke/application-form';
import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import { findMunicipality, identityVersion, readInstitutionCode, streetOf } from '@todoke/japan';
import type { InstitutionType } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import type { DeskInstitution as Row } from '../../persistence/generated/client.js';
import type { Institution } from '../domain/institution.js';
import { searchKeyOf } from '../domain/search.js';

const institutions: NewestOf = {
  table: 'desk_institutions',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    version: 'int',
    name: 'text',
    type: 'text',
    prefecture: 'text',
    municipality: 'text',
    municipalityCode: 'text',
    location: 'text',
    street: 'text',
    phone: 'text',
    institutionCode: 'text',
    insuranceCode: 'text',
    hasAccount: 'boolean',
    searchKey: 'text',
    searchKeyVersion: 'int',
  },
};

/** What an event tells of an institution. */
export interface InstitutionNews extends Institution {
  readonly version: number;
  readonly street?: string | undefined;
}

type Addressed = Pick<InstitutionNews, 'name' | 'prefecture' | 'municipality' | 'location'> & {
  readonly street?: string | null | undefined;
};

const keyOf = ({ name, municipality, location, ...told }: Addressed): string => {
  const street = told.street ?? streetOf(location, { prefecture: told.prefecture, municipality });
  return searchKeyOf({ name, municipality, street });
};

/** Keeps the newest facts of each institution; older ones change nothing. */
export const newestInstitutions = (news: readonly InstitutionNews[]): Sql | undefined =>
  newestOf(
    institutions,
    news.map((told) => ({
      ...told,
      municipalityCode: findMunicipality(told.prefecture, told.municipality)?.code,
      searchKey: keyOf(told),
      searchKeyVersion: identityVersion,
    })),
  );

/** The institution, where the official of the transaction may see it. */
export async function findInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  const row = await tx.deskInstitution.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

/** An institution as an application describes it. */
type Described = Pick<Application, 'prefecture' | 'institutionCode' | 'insuranceCode'>;

/**
 * The one institution with an account that has a code of an application, where the official of the transaction may see
 * it. Undefined where there is none or more than one: name and address alone are no proof.
 */
export async function findInstitutionLike(
  tx: Transaction,
  { prefecture, institutionCode, insuranceCode }: Described,
): Promise<Institution | undefined> {
  const codes = [
    ...(institutionCode ? [{ institutionCode: readInstitutionCode(institutionCode) }] : []),
    ...(insuranceCode ? [{ insuranceCode }] : []),
  ];
  if (codes.length === 0) return undefined;
  const rows = await tx.deskInstitution.findMany({ where: { prefecture, hasAccount: true, OR: codes }, take: 2 });
  const [only, other] = rows;
  return only !== undefined && other === undefined ? fromRow(only) : undefined;
}

const fromRow = (row: Row): Institution => ({
  id: row.id,
  name: row.name,
  type: row.type as InstitutionType,
  prefecture: row.prefecture,
  municipality: row.municipality,
  location: row.location,
  phone: row.phone ?? undefined,
  institutionCode: row.institutionCode ?? undefined,
  insuranceCode: row.insuranceCode ?? undefined,
  hasAccount: row.hasAccount,
});

/**
 * Renews the search keys that older rules made. Rows that another process has locked are skipped.
 * @returns how many were renewed; fewer than `limit` means that none is left for now
 */
export async function renewStaleKeys(tx: Transaction, limit: number): Promise<number> {
  const rows = await tx.$queryRaw<({ id: string } & Addressed)[]>`
    SELECT id, name, prefecture, municipality, location, street
    FROM desk_institutions WHERE search_key_version < ${identityVersion}
    ORDER BY search_key_version, id LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  await tx.$executeRaw`
    UPDATE desk_institutions SET search_key = renewed.key, search_key_version = ${identityVersion}
    FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(keyOf)}::text[]) AS renewed (id, key)
    WHERE desk_institutions.id = renewed.id`;
  return rows.length;
}
