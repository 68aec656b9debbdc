import { keepNewest, type NewestOf } from '@todoke/database';
import type { Institution } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';

const institutions: NewestOf = {
  table: 'institutions',
  key: 'id',
  position: ['version'],
  columns: {
    id: 'text',
    version: 'int',
    prefecture: 'text',
    municipality_code: 'text',
    name: 'text',
    location: 'text',
    street: 'text',
    institution_code: 'text',
    insurance_code: 'text',
    name_and_address: 'text',
    identity_version: 'int',
    has_account: 'boolean',
  },
};

/** Stores the newest facts of each institution; older ones change nothing. */
export const noteInstitutions = (tx: Transaction, news: readonly Institution[]): Promise<void> =>
  keepNewest(tx, institutions, news.map(columnsOf));

const columnsOf = (institution: Institution) => ({
  id: institution.id,
  version: institution.version,
  prefecture: institution.prefecture,
  municipality_code: institution.municipalityCode,
  name: institution.name,
  location: institution.location,
  street: institution.street,
  institution_code: institution.institutionCode,
  insurance_code: institution.insuranceCode,
  name_and_address: institution.nameAndAddress,
  identity_version: institution.identityVersion,
  has_account: institution.hasAccount,
});
