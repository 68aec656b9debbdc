import { randomUUID } from 'node:crypto';
import { type Act, audit } from '@todoke/database';
import type { Permission } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution, InstitutionFacts } from '../domain/institution.js';
import { findCandidates, insertInstitution } from '../persistence/institutions.js';
import { announceInstitution } from './announce-institution.js';

export interface NewInstitution {
  readonly facts: InstitutionFacts;
  readonly permissions: readonly Permission[];
  readonly hasAccount: boolean;
  /** The transaction has found that none in the master shares a key with it. */
  readonly alone?: boolean;
  /** Given only where the data has ids of its own. */
  readonly id?: string;
}

/**
 * Adds an institution to the master. A code that another institution has is left out: a person compared the two and
 * decided that they differ, so the code was mistyped.
 */
export async function addInstitution(tx: Transaction, wanted: NewInstitution, act: Act): Promise<Institution> {
  const { actor, now } = act;
  const facts = wanted.alone ? wanted.facts : await withoutOthersCodes(tx, wanted.facts);
  const { permissions, hasAccount, id = randomUUID() } = wanted;
  const institution: Institution = { ...facts, id, permissions, hasAccount, state: 'active', version: 1 };
  await insertInstitution(tx, institution, now);
  await audit(tx, { actor, action: 'institution.added', subject: id });
  await announceInstitution(tx, institution, act);
  return institution;
}

async function withoutOthersCodes(tx: Transaction, facts: InstitutionFacts): Promise<InstitutionFacts> {
  const others = await findCandidates(tx, facts);
  const { institutionCode, insuranceCode, ...rest } = facts;
  const taken = {
    institutionCode: others.some(
      (other) => other.prefecture === facts.prefecture && other.institutionCode === institutionCode,
    ),
    insuranceCode: others.some((other) => other.insuranceCode === insuranceCode),
  };
  return {
    ...rest,
    ...(institutionCode !== undefined && !taken.institutionCode && { institutionCode }),
    ...(insuranceCode !== undefined && !taken.insuranceCode && { insuranceCode }),
  };
}
