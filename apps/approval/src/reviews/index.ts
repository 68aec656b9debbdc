/** The public interface of this module: reviews of applications. */
export { fileReview } from './actions/file-review.js';
export { fileProxy } from './domain/file-proxy.js';
export { type MailState, shownMails, type ShownMail } from './domain/mail.js';
export type { Official } from './domain/official.js';
export type { Review } from './domain/review.js';
export { duplicateTable } from './pages/duplicate-table.js';
export { officialOf } from './pages/signed-in-official.js';
export { findPossibleDuplicates } from './persistence/duplicates.js';
export { type ListedMails, listedMails } from './persistence/mail-list.js';
export { searchApplications } from './persistence/search.js';
export { findWithHistory } from './persistence/reviews.js';
export { findInstitution, findInstitutionsByCode, type KnownInstitution } from './persistence/institution-look-up.js';
export { findPlaces } from './persistence/places.js';
export { problems } from './problems.js';
export { mailTag, stateTag, stateWord } from './words.js';
