/**
 * The public interface of this module: 医療機関マスタ, 二次医療圏, and the addresses of those who sign in for institutions.
 */
import type { Transaction } from '../persistence/databases.js';
import type { Institution } from './domain/institution.js';
import { findInstitution } from './persistence/institutions.js';

export { importAreas } from './actions/import-areas.js';
export { readAreaFile, unknownMunicipalities } from './domain/area-file.js';
export type { Institution } from './domain/institution.js';
export { institutionLink } from './institution-link.js';
export { type MedicalArea, medicalPlans } from './domain/medical-area.js';
export { findAreas, type PresentArea } from './persistence/areas.js';
export { searchInstitutions } from './persistence/search.js';
export { byPlace, institutionRows, mailsOf, namesOf, placedIn } from './persistence/fragments.js';
export { findInstitution } from './persistence/institutions.js';
export { addressesOf } from './persistence/people.js';

/** @param id of the institution for which the person of the transaction signed in; undefined for officials */
export const findOwnInstitution = async (tx: Transaction, id: string | undefined): Promise<Institution | undefined> =>
  id === undefined ? undefined : findInstitution(tx, id);
