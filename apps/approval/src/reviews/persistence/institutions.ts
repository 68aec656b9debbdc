import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { Institution } from '../../persistence/generated/client.js';

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

/** Keeps the newest facts of each institution; older ones change nothing. */
export const newestInstitutions = (news: readonly Institution[]): Sql | undefined => newestOf(institutions, news);
