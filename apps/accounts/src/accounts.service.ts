import { defineService } from '@todoke/composition';
import { addressChanges } from './address-changes/module.js';
import { config } from './config.js';
import { identity } from './identity/module.js';
import { institutions } from './institutions/module.js';
import { issuance } from './issuance/module.js';
import { Databases } from './persistence/databases.js';

/** People and their sign-in, the institutions' master, and the issuing of accounts. */
export const accounts = defineService({
  name: 'accounts',
  at: import.meta.url,
  config,
  databases: Databases,
  modules: [identity, institutions, issuance, addressChanges],
});
