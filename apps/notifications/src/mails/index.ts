/** The mails that the system sends: all that the other modules may know of them. */
export { type Links, type MailDefinition, mailId, patience } from './define-mail.js';
export { MailCatalogue } from './mail-catalogue.js';
export { mails } from './mail-list.js';
export type { RenderedMail } from './render.js';
export { linksOf } from './settings.js';
export { instant } from './wording.js';
