/** The public interface of this module: reviews of applications. */
export { fileReviews } from './actions/file-review.js';
export type { Filed } from './domain/decide.js';
export { identityOfItems } from './domain/duplicates.js';
export { fileProxy } from './domain/file-proxy.js';
export type { Official } from './domain/official.js';
export { duplicateTable } from './pages/duplicate-table.js';
export { officialOf } from './pages/signed-in-official.js';
export { type Alike, findAlike } from './persistence/alike.js';
export { findPossibleDuplicates } from './persistence/duplicates.js';
export { problems } from './problems.js';
export { likenessWords, stateWord } from './words.js';
