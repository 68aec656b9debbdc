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
    type: 'text',
    permissions: 'text[]',
  },
};

/** Stores the newest facts of each institution; older ones change nothing. */
export const noteInstitutions = (tx: Transaction, news: readonly Institution[]): Promise<void> =>
  keepNewest(
    tx,
    institutions,
    news.map(({ municipalityCode: municipality_code, ...facts }) => ({ ...facts, municipality_code })),
  );

export async function findInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  return (await tx.institution.findUnique({ where: { id } })) ?? undefined;
}
