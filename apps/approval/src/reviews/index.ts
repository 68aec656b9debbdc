/** The public interface of this module: reviews of applications. */
export { ApproveApplication } from './actions/approve-application.js';
export { fileReviews } from './actions/file-review.js';
export { RejectApplication } from './actions/reject-application.js';
export { approve, type Decided, type Filed, longestReason, reject } from './domain/decide.js';
export { identityOfItems } from './domain/duplicates.js';
export { fileProxy } from './domain/file-proxy.js';
export { shownMails, type ShownMail } from './domain/mail.js';
export type { Official } from './domain/official.js';
export { openReview } from './domain/open.js';
export { type Review, stateNames } from './domain/review.js';
export { duplicateTable } from './pages/duplicate-table.js';
export { rejectionForm } from './pages/applications/rejection.form.js';
export { officialOf } from './pages/signed-in-official.js';
export { type Alike, findAlike } from './persistence/alike.js';
export { findPossibleDuplicates } from './persistence/duplicates.js';
export { findWithHistory } from './persistence/reviews.js';
export { problems, refusals } from './problems.js';
export { likenessWords, stateWord } from './words.js';
