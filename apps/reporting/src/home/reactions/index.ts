import { on } from '@todoke/messaging';
import { countApplications, countedEvents } from './count-applications.js';

<<<<<<< HEAD
/** The table of reactions: the progress of applications. */
export const reactions = [on.batch(countedEvents, countApplications)];
=======
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
>>>>>>> statements
