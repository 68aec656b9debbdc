import { defineService } from '@todoke/composition';
import { config } from './config.js';
import { mails } from './mails/module.js';
import { Databases } from './persistence/databases.js';
import { queue } from './queue/module.js';

/** Mails: queued by events, sent, and known to be accepted or not. */
export const notifications = defineService({
  name: 'notifications',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [mails, queue],
});
