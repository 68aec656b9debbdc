import type { EventOf, institutionChanged } from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { noteInstitutions as note } from '../persistence/institutions.js';

/** Stores institutions, with their permissions to report, as accounts announces them (R57, R71). */
export const noteInstitutions = (
  events: readonly EventOf<typeof institutionChanged>[],
  tx: Transaction,
): Promise<void> =>
  note(
    tx,
    events.map(({ aggregate, data }) => ({
      id: data.institution,
      version: aggregate.version,
      prefecture: data.prefecture,
      municipalityCode: findMunicipality(data.prefecture, data.municipality)?.code ?? null,
      name: data.name,
      type: data.type,
      permissions: [...data.permissions],
    })),
  );
