import type { Application as Items } from '@todoke/application-form';
import { type InstitutionIdentity, likeness, type Likeness } from '@todoke/japan';
import { identityOfItems } from '../domain/duplicates.js';
import type { StateName } from '../domain/review.js';
import type { Transaction } from '../../persistence/databases.js';
import { identityOfRow } from './rows.js';

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
    }
  | {
      readonly kind: 'institution';
      readonly likeness: Likeness;
      readonly name: string;
      readonly location: string;
      readonly hasAccount: boolean;
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
  const where = { prefecture: items.prefecture, OR: alike(own) };
  const applications = await tx.review.findMany({
    where: { ...where, ...(number === undefined ? {} : { number: { not: number } }) },
    orderBy: { receivedAt: 'desc' },
    take: most,
  });
  const institutions = await tx.institution.findMany({ where, orderBy: { name: 'asc' }, take: most });
  return [
    ...institutions.map(({ name, location, hasAccount, ...row }) => {
      const ground = likeness(own, identityOfRow(row)) ?? 'name-and-address';
      return { kind: 'institution' as const, likeness: ground, name, location, hasAccount };
    }),
    ...applications.map(({ number, state, receivedAt, institutionName, ...row }) => {
      const ground = likeness(own, identityOfRow(row)) ?? 'name-and-address';
      const told = { number, name: institutionName, state: state as StateName, receivedAt };
      return { kind: 'application' as const, likeness: ground, ...told };
    }),
  ];
}

const alike = ({ institutionCode, insuranceCode, nameAndAddress }: InstitutionIdentity) => [
  ...(institutionCode === undefined ? [] : [{ institutionCode }]),
  ...(insuranceCode === undefined ? [] : [{ insuranceCode }]),
  { nameAndAddress },
];
