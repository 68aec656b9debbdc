/** What the secretariat has set: all that the other modules may know of it. */
export { noticesAt } from './domain/notice.js';
export { type Reception, receptionAt } from './domain/window.js';
export { Texts } from './persistence/texts.js';
