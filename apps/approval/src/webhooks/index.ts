/** Webhooks: what other modules tell the systems of prefectures. */
export { tellOfApplications, tellOfMails } from './actions/tell-systems.js';
