/** The client of the interface that Todoke has for the systems of prefectures. */
export { ApiRefusal } from './api-refusal.js';
export { type Api, type ApiOptions, prefectureApi } from './client.js';
export { applicationsSince, type ReadPass } from './pass.js';
export type {
  Application,
  ApplicationList,
  ApplicationSummary,
  Decision,
  Filed,
  ImportReport,
  MailList,
  Problem,
  ProxyApplication,
} from './generated.js';
