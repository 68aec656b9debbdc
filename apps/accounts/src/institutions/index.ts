/** The public interface of this module: the institutions' master. */
import type { Transaction } from '../persistence/databases.js';
import type { InstitutionFacts } from './domain/institution.js';
import { match, type Match } from './domain/match.js';
import { findCandidates } from './persistence/institutions.js';

export { addInstitution } from './actions/add-institution.js';
export { addInstitutions } from './actions/add-institutions.js';
export { announceInstitutions } from './actions/announce-institution.js';
export { changeInstitution } from './actions/change-institution.js';
export type { Institution, InstitutionFacts } from './domain/institution.js';
export type { Candidate, Difference, Match } from './domain/match.js';
export { findInstitution, lockInstitution, lockMaster } from './persistence/institutions.js';
export { problems } from './problems.js';

/**
 * Looks for an institution in the master (R162).
 * @param except ids that a person has ruled out
 */
export async function matchInstitution(
  tx: Transaction,
  facts: InstitutionFacts,
  except: readonly string[] = [],
): Promise<Match> {
  const candidates = await findCandidates(tx, facts);
  return match(
    facts,
    candidates.filter(({ id }) => !except.includes(id)),
  );
}
