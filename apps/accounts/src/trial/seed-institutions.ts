import { permissionFor } from '@todoke/lifecycle';
import type { TrialInstitution } from '@todoke/trial';
import { addInstitutions } from '../institutions/index.js';
import type { Transaction } from '../persistence/databases.js';
import type { TrialPerson } from './trial-person.js';

/** So long have they been known when the trial begins, so that surveys of the weeks before await their answers. */
const knownForDays = 60;

/**
 * Inserts the invented institutions that are not there yet, and announces them.
 * @param people those of the trial, some of whom sign in for one of the institutions
 * @returns how many were inserted
 */
export function seedInstitutions(
  tx: Transaction,
  institutions: readonly TrialInstitution[],
  people: readonly TrialPerson[],
  now: Date,
): Promise<number> {
  const withAccount = new Set(people.map(({ prefecture, institution }) => `${prefecture} ${institution}`));
  const wanted = institutions.map(({ id, municipalityCode: _, hospital: __, ...facts }) => ({
    id,
    facts,
    permissions: [permissionFor(facts.type)],
    hasAccount: withAccount.has(`${facts.prefecture} ${facts.name}`),
  }));
  const since = new Date(now.getTime() - knownForDays * 24 * 60 * 60 * 1000);
  return addInstitutions(tx, wanted, { actor: 'trial-data', now: since });
}
