/** The public interface of this module: reviews of applications. */
export { fileProxy } from './domain/file-proxy.js';
export type { Official } from './domain/official.js';
export { duplicateTable } from './pages/duplicate-table.js';
export { officialOf } from './pages/official.js';
export { Dossiers } from './persistence/dossiers.js';
export { Reviews } from './persistence/reviews.js';
export { problems } from './problems.js';
