/** From an approved application to an account: all that reactions and jobs may know of it. */
export { completeCheck, fingerprint, type Confirmation } from './actions/complete-check.js';
export { guidanceDueAfter, type GuidanceDue } from './actions/guidance-due.js';
export { issueDue, type IssueTools } from './actions/issue-due.js';
export { noteGuidance } from './actions/note-guidance.js';
export { notePreNoticeAccepted, notePreNoticeUndeliverable } from './actions/note-pre-notice.js';
export { openCheck } from './actions/open-check.js';
