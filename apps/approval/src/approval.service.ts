import { defineService } from '@todoke/composition';
import { api } from './api/module.js';
import { config } from './config.js';
import { Databases } from './persistence/databases.js';
import { proxy } from './proxy/module.js';
import { reviews } from './reviews/module.js';

/** What prefectures work with: applications, and the decisions on them. */
export const approval = defineService({
  name: 'approval',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [reviews, proxy, api],
  navigation: (person, { REPORTING_URL }) => (person === undefined ? [] : [{ label: 'ホーム', href: REPORTING_URL }]),
});
