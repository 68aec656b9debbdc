/**
 * The lifecycle of an application and of its mails: states, words, order, ages and numbers, the same in every service.
 */
export { ageAt, ageLabels, ageMarks, ages, agesText, ageText, daysBetween, lateFrom, type Ages } from './ages.js';
export {
  applicationNumber,
  firstProxyNumber,
  isApplicationNumber,
  readApplicationNumber,
} from './application-number.js';
export { institutionTypes, institutionTypeWord, type InstitutionType } from './institution-types.js';
export {
  applicationMails,
  isApplicationMail,
  mailNames,
  mailReasonWord,
  mailStates,
  mailStateWords,
  mailTitle,
  type ApplicationMail,
  type MailCode,
  type MailState,
} from './mails.js';
export { permissionFor, permissions, permissionWords, schemeWord, type Permission } from './permissions.js';
export { comparePositions, firstRound, isNewer, positionOf, stageOf, toldRound, type Position } from './position.js';
export { progressEvents, progressOf, type Progress } from './progress.js';
export { routes, routeWords, type Route } from './routes.js';
export {
  applicationStates,
  deskOf,
  followers,
  hasEnded,
  returnable,
  stateWords,
  type ApplicationState,
} from './states.js';
export { ageCell, ageColumns, mailStateTag, stateTag, type Tag } from './tags.js';
