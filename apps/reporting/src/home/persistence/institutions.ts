import { keepNewest, type NewestOf } from '@todoke/database';
import type { Institution } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';
import type { YearlyWindow } from '../domain/report-window.js';

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
    type: 'text',
    permissions: 'text[]',
  },
};

/** Stores the newest facts of each institution; older ones change nothing. */
export const keepInstitutions = (tx: Transaction, news: readonly Institution[]): Promise<void> =>
  keepNewest(tx, institutions, news);

/** The person's own institution, and the report window of its prefecture. */
export interface OwnInstitution {
  readonly institution: Institution | undefined;
  readonly window: YearlyWindow | undefined;
}

/** @param id of the institution for which the person of the transaction signed in; undefined for officials */
export async function findOwnInstitution(tx: Transaction, id: string | undefined): Promise<OwnInstitution> {
  const institution = id === undefined ? null : await tx.institution.findUnique({ where: { id } });
  if (institution === null) return { institution: undefined, window: undefined };
  const { prefecture } = institution;
  const window = await tx.reportWindow.findUnique({ where: { prefecture } });
  return { institution, window: window ?? undefined };
}
