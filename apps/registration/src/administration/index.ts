/** The public interface of this module: windows and cautions. */
export { noticesAt } from './domain/notice.js';
export { type Reception, receptionAt } from './domain/reception-window.js';
export { findNotices, findReceptionWindows } from './persistence/form-settings.js';
