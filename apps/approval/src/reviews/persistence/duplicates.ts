import type { Application as Items } from '@todoke/application-form';
import { findMunicipalityByCode, likeness, type Likeness, streetOf } from '@todoke/japan';
import type { Entry } from '../domain/comparison.js';
import { identityOfItems } from '../domain/duplicates.js';
import type { StateName } from '../domain/review.js';
import type { Transaction } from '../../persistence/databases.js';
import { identityOfRow, type KeyRow } from './rows.js';

/**
 * An entry that may be the same institution as the one that applies (R162). It informs the official and prevents
 * nothing.
 */
export type PossibleDuplicate =
  | {
      readonly kind: 'application';
      readonly likeness: Likeness;
      readonly number: string;
      readonly name: string;
      readonly state: StateName;
      readonly receivedAt: Date;
      readonly entry: Entry;
    }
  | {
      readonly kind: 'institution';
      readonly likeness: Likeness;
      readonly name: string;
      readonly location: string;
      readonly hasAccount: boolean;
      readonly entry: Entry;
    };

/** Entries shown at most. More of them are a fault in the data. */
const most = 20;

/** @param number the application, which is no duplicate of itself; absent before it has a number */
export async function findPossibleDuplicates(
  tx: Transaction,
  items: Items,
  number?: string,
): Promise<PossibleDuplicate[]> {
  const own = identityOfItems(items);
  const { institutionCode = null, insuranceCode = null, nameAndAddress } = own;
  const alike = `prefecture = $1 AND (institution_code = $2 OR insurance_code = $3 OR name_and_address = $4)`;
  const [found] = await tx.$queryRawUnsafe<[Found]>(
    `SELECT (SELECT coalesce(jsonb_agg(found), '[]') FROM (
               SELECT ${keys}, name, location, has_account AS "hasAccount",
                 municipality_code AS "municipalityCode", street FROM institutions
               WHERE ${alike} ORDER BY name LIMIT ${most}) AS found) AS institutions,
            (SELECT coalesce(jsonb_agg(found), '[]') FROM (
               SELECT ${keys}, number, state, received_at AS "receivedAt", items
               FROM reviews WHERE ${alike} AND number IS DISTINCT FROM $5
               ORDER BY received_at DESC LIMIT ${most}) AS found) AS applications`,
    items.prefecture,
    institutionCode,
    insuranceCode,
    nameAndAddress,
    number ?? null,
  );
  const { institutions, applications } = found;
  return [
    ...institutions.map((row) => {
      const ground = likeness(own, identityOfRow(row)) ?? 'name-and-address';
      const { name, location, hasAccount } = row;
      return { kind: 'institution' as const, likeness: ground, name, location, hasAccount, entry: entryOf(row) };
    }),
    ...applications.map(({ number, state, receivedAt, items: entry, ...row }) => {
      const ground = likeness(own, identityOfRow(row)) ?? 'name-and-address';
      const told = { number, state: state as StateName, receivedAt: new Date(receivedAt) };
      return { kind: 'application' as const, likeness: ground, name: entry.institutionName, ...told, entry: entry };
    }),
  ];
}

/** As JSON tells them. */
interface Found {
  readonly institutions: InstitutionFound[];
  readonly applications: (KeyRow & { number: string; state: string; receivedAt: string; items: Items })[];
}

type InstitutionFound = KeyRow & { name: string; location: string; hasAccount: boolean } & {
  municipalityCode: string | null;
  /** Unknown of those that were announced without it. */
  street: string | null;
};

/** What the register says, as far as it is kept here. */
function entryOf({ prefecture, name, location, ...row }: InstitutionFound): Entry {
  const municipality = findMunicipalityByCode(row.municipalityCode ?? '')?.name;
  return {
    institutionName: name,
    institutionCode: row.institutionCode ?? undefined,
    insuranceCode: row.insuranceCode ?? undefined,
    ...(municipality !== undefined && {
      prefecture,
      municipality,
      street: row.street ?? streetOf(location, { prefecture, municipality }),
    }),
  };
}

const keys = `prefecture, institution_code AS "institutionCode", insurance_code AS "insuranceCode",
  name_and_address AS "nameAndAddress"`;
