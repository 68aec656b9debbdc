import { keepNewest, type NewestOf } from '@todoke/database';
import type { Institution } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';

const institutions: NewestOf = {
  table: 'institutions',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    version: 'int',
    prefecture: 'text',
    municipalityCode: 'text',
    name: 'text',
    location: 'text',
    street: 'text',
    institutionCode: 'text',
    insuranceCode: 'text',
    nameAndAddress: 'text',
    identityVersion: 'int',
    hasAccount: 'boolean',
  },
};

/** Stores the newest facts of each institution; older ones change nothing. */
export const keepInstitutions = (tx: Transaction, news: readonly Institution[]): Promise<void> =>
  keepNewest(tx, institutions, news);
