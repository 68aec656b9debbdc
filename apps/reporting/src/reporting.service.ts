import { defineService } from '@todoke/composition';
import { config } from './config.js';
import { home } from './home/module.js';
import { Databases } from './persistence/databases.js';

/** The home page of signed-in people, and reports. Of reports only the two entry pages exist yet. */
export const reporting = defineService({
  name: 'reporting',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [home],
});
