import { defineService } from '@todoke/composition';
import { addressChanges } from './address-changes/module.js';
import { api } from './api/module.js';
import { config } from './config.js';
import { desk } from './desk/module.js';
import { people } from './people/module.js';
import { Databases } from './persistence/databases.js';
import { proxy } from './proxy/module.js';
import { reviews } from './reviews/module.js';
import { todos } from './todos/module.js';
import { webhooks } from './webhooks/module.js';

/** What prefectures work with: applications, and the decisions on them. */
export const approval = defineService({
  name: 'approval',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [reviews, people, proxy, todos, addressChanges, desk, webhooks, api],
});
