/** The public interface of this module: applications that prefectures file for institutions. */
export { FileProxyApplication, proxyFiling } from './actions/file-proxy-application.js';
export { type ImportedRow, ImportProxyFile } from './actions/import-proxy-file.js';
export { judgeRow } from './domain/judge-row.js';
export { marks, type Mark } from './domain/marks.js';
export { readFile } from './domain/read-file.js';
export { problems } from './problems.js';
