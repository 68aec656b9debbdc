import { defineService } from '@todoke/composition';
import { config } from './config.js';
import { home } from './home/module.js';
import { Databases } from './persistence/databases.js';

/** What is reported and counted, and the home of everybody who is signed in. */
export const reporting = defineService({
  name: 'reporting',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [home],
});
