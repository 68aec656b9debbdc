/** The public interface of this module: what home shows of tables. */
export { tablesOnHome, type TablesOnHome } from './pages/on-home.js';
