/** The public interface of this module: windows and cautions. */
export { noticesAt } from './domain/notice.js';
export { type Reception, receptionAt } from './domain/reception-window.js';
export { Notices } from './persistence/notices.js';
export { ReceptionWindows } from './persistence/reception-windows.js';
