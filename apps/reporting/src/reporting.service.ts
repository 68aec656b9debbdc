import { defineService } from '@todoke/composition';
import { config } from './config.js';
import { definitions } from './definitions/module.js';
import { files } from './files/module.js';
import { home } from './home/module.js';
import { institutions } from './institutions/module.js';
import { Databases } from './persistence/databases.js';
import { openData } from './open-data/module.js';
import { reports } from './reports/module.js';
import { surveys } from './surveys/module.js';
import { tables } from './tables/module.js';

/** Home, 医療機関マスタ, surveys and reports of signed-in people. */
export const reporting = defineService({
  name: 'reporting',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [home, tables, reports, files, openData, surveys, institutions, definitions],
});
