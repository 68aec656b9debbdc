/** The public interface of this module: contact points. */
export { type Desk, Desks, saveDesks } from './persistence/desks.js';
