/** The public interface of this module: windows and cautions. */
export { noticesAt } from './domain/notice.js';
export { type Reception, receptionAt } from './domain/window.js';
export { Texts } from './persistence/texts.js';
