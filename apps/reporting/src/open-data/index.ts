/** The public interface of this module: the ministry's files as what is known before the first report. */
export { type OpenDataFile, readOpenDataFile } from './actions/read-open-data-file.js';
export { takeOver } from './actions/take-over.js';
export { BrokenFile } from './domain/broken-file.js';
export { type Outcome, outcomes } from './domain/import-row.js';
export { countOutcomes, findRows } from './persistence/imports.js';
