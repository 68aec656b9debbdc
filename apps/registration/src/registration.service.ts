import { defineService } from '@todoke/composition';
import { administration } from './administration/module.js';
import { applying } from './applying/module.js';
import { formUrl } from './applying/index.js';
import { config } from './config.js';
import { contactPoints } from './contact-points/module.js';
import { Databases } from './persistence/databases.js';
import { status } from './status/module.js';

/** The applicant's way from a mail address to an application number, and what became of applications. */
export const registration = defineService({
  name: 'registration',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [contactPoints, applying, status, administration],
  home: formUrl,
  homeOfSignedIn: '/admin',
});
