/** The public interface of this module: reviews of applications. */
export { fileReview } from './actions/file-review.js';
export { fileProxy } from './domain/file-proxy.js';
export type { Official } from './domain/official.js';
export { duplicateTable } from './pages/duplicate-table.js';
export { officialOf } from './pages/signed-in-official.js';
export { findPossibleDuplicates } from './persistence/duplicates.js';
export { findInstitution, findInstitutionsByCode, type KnownInstitution } from './persistence/institution-look-up.js';
export { findPlaces } from './persistence/places.js';
export { problems } from './problems.js';
