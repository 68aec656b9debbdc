import { type EventOf, institutionChanged } from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import { on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { keepInstitutions } from '../persistence/institutions.js';
import { countApplications, countedEvents } from './count-applications.js';

/** The table of reactions: progress of applications, and institutions with their permissions to report (R57, R71). */
export const reactions = [
  on.projection(countedEvents, countApplications),
  on.batch(institutionChanged, (events, tx: Transaction) => keepInstitutions(tx, events.map(institutionIn))),
];

const institutionIn = ({ aggregate, data }: EventOf<typeof institutionChanged>) => ({
  id: data.institution,
  version: aggregate.version,
  prefecture: data.prefecture,
  municipalityCode: findMunicipality(data.prefecture, data.municipality)?.code ?? null,
  name: data.name,
  type: data.type,
  permissions: [...data.permissions],
});
