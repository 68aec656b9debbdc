/** The public interface of this module: contact points. */
export { type Desk, findDesks, saveDesks } from './persistence/desks.js';
