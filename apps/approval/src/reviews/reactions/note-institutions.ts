import type { EventOf, institutionChanged } from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import { identityOfInstitution } from '../domain/duplicates.js';
import type { Transaction } from '../../persistence/databases.js';
import { keepInstitutions } from '../persistence/institutions.js';
import { keyColumns } from '../persistence/rows.js';

/** Stores institutions as accounts announces them, for the search for possible duplicates (R162). */
export const noteInstitutions = (
  events: readonly EventOf<typeof institutionChanged>[],
  tx: Transaction,
): Promise<void> =>
  keepInstitutions(
    tx,
    events.map(({ aggregate, data }) => ({
      id: data.institution,
      version: aggregate.version,
      prefecture: data.prefecture,
      municipalityCode: findMunicipality(data.prefecture, data.municipality)?.code ?? null,
      name: data.name,
      location: data.location,
      street: data.street ?? null,
      ...keyColumns(identityOfInstitution(data)),
      hasAccount: data.hasAccount,
    })),
  );
