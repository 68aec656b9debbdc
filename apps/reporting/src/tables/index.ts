/** The public interface of this module: what home shows of tables. */
export { tablesOnHome } from './pages/on-home.js';
