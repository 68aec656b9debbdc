/** The public interface of this module: reports, their states, windows, what is published. */
export { recordSteps } from './actions/record-steps.js';
export { type Access, accessOf, possibilities } from './domain/possible.js';
export { corrected, lastTime, occasionalKeys, publicOf } from './domain/publication.js';
export {
  type Act,
  begin,
  fillIn,
  giveBack,
  isPublishedAtOnce,
  type Kind,
  kinds,
  publish,
  release,
  type Report,
  type State,
  states,
  type Step,
  submit,
  takeBack,
} from './domain/report.js';
export {
  fiscalYearOf,
  lastDayOf,
  phaseOf,
  presentWindow,
  publicationDayOf,
  type ReportWindow,
  type Scheme,
  usualWindow,
  windowOf,
} from './domain/window.js';
export { keepKnown } from './persistence/known.js';
export { formOf, formOn } from './forms.js';
export { reportsOnHome, reportsOnHomeStyles } from './pages/on-home.js';
export { findReport, findReportsOf, findValues, lockReports } from './persistence/reports.js';
export { findWindows, storeWindow } from './persistence/windows.js';
export { kindWords, stateTags, tagOf, yearWord } from './words.js';
