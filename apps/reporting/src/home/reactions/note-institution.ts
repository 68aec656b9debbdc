import type { institutionChanged } from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import type { Reaction } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { noteInstitution as note } from '../persistence/institutions.js';

/** Whether an institution may report, and to whom, is told by accounts (R57, R71). */
export const noteInstitution: Reaction<typeof institutionChanged, Transaction> = async (
  { aggregate, data },
  tx,
) => {
  await note(tx, {
    id: data.institution,
    version: aggregate.version,
    prefecture: data.prefecture,
    municipalityCode: findMunicipality(data.prefecture, data.municipality)?.code ?? null,
    name: data.name,
    type: data.type,
    permissions: data.permissions,
  });
};
