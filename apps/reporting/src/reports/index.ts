/** The public interface of this module: windows, what is published, and what home shows of reports. */
export { publicOf } from './domain/publication.js';
export type { State } from './domain/report.js';
export {
  fiscalYearOf,
  phaseOf,
  presentWindow,
  publicationDayOf,
  type ReportWindow,
  type Scheme,
  usualWindow,
} from './domain/window.js';
export { keepKnown } from './persistence/known.js';
export { formOf, formOn } from './forms.js';
export { reportsOnHome, reportsOnHomeStyles } from './pages/on-home.js';
export { findWindows, storeWindow } from './persistence/windows.js';
