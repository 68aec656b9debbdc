/** Versions of texts and definitions that officials change in the browser. */
export { changesBetween, type Fact } from './changes.js';
export {
  dropDraft,
  findDraft,
  findRevisions,
  insertRevision,
  saveDraft,
  type Draft,
  type Named,
  type Revision,
} from './revisions.js';
