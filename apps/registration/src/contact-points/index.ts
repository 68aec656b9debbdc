/** The contact points: all that the other modules may know of them. */
export { type Desk, Desks, saveDesks } from './persistence/desks.js';
