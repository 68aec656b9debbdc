import type { InstitutionIdentity, Likeness } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import type { StateName } from '../domain/review.js';

/** What may be the same institution as one that is asked about (R162): an institution, or an application. */
export type Alike = { readonly likeness: Likeness } & (
  | { readonly kind: 'institution'; readonly name: string; readonly hasAccount: boolean }
  | { readonly kind: 'application'; readonly number: string; readonly state: StateName }
);

/**
 * As `findPossibleDuplicates`, for many at once.
 * @param asked institutions of one prefecture
 * @returns for each of them, in their order, what is alike, the strongest key first
 */
export async function findAlike(
  tx: Transaction,
  prefecture: string,
  asked: readonly InstitutionIdentity[],
): Promise<Alike[][]> {
  const found = await tx.$queryRawUnsafe<Found[]>(query, JSON.stringify(asked.map(askedRow)), prefecture);
  const byPlace = Map.groupBy(found, ({ place }) => place);
  return asked.map((_, place) => (byPlace.get(place) ?? []).map(alike));
}

const askedRow = ({ institutionCode, insuranceCode, nameAndAddress }: InstitutionIdentity, place: number) => ({
  place,
  institution_code: institutionCode,
  insurance_code: insuranceCode,
  name_and_address: nameAndAddress,
});

interface Found {
  readonly place: number;
  readonly strength: 1 | 2 | 3;
  readonly number: string | null;
  readonly state: string | null;
  readonly name: string | null;
  readonly hasAccount: boolean | null;
}

const likenesses = { 1: 'institution-code', 2: 'insurance-code', 3: 'name-and-address' } as const;

function alike({ strength, number, state, name, hasAccount }: Found): Alike {
  const likeness = likenesses[strength];
  return number === null
    ? { kind: 'institution', likeness, name: name ?? '', hasAccount: hasAccount === true }
    : { kind: 'application', likeness, number, state: state as StateName };
}

const keys = [
  [1, 'institution_code'],
  [2, 'insurance_code'],
  [3, 'name_and_address'],
] as const;

/** A condition for each key, so that each is looked up in its index. */
const alikeBy = (table: string, columns: string): string[] =>
  keys.map(
    ([strength, key]) =>
      `SELECT asked.place, ${strength} AS strength, ${columns} FROM asked JOIN ${table} AS t
       ON t.prefecture = $2 AND t.${key} = asked.${key}`,
  );

const query = `WITH asked AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS given (place int, institution_code text, insurance_code text, name_and_address text))
  ${[
    ...alikeBy('institutions', 'NULL AS number, NULL AS state, t.name, t.has_account AS "hasAccount"'),
    ...alikeBy('reviews', 't.number, t.state, NULL, NULL'),
  ].join(' UNION ALL ')}
  ORDER BY strength, number DESC`;
