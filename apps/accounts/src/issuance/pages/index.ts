import { ApplicationPage } from './secretariat/application/application.page.js';
import { QueuePage } from './secretariat/queue.page.js';

export const issuancePages = [QueuePage, ApplicationPage];
