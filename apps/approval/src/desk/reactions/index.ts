import { type EventOf, institutionChanged } from '@todoke/events';
import { on } from '@todoke/messaging';
import { readInstitutionCode } from '@todoke/japan';
import { newestInstitutions } from '../persistence/institutions.js';

/** The table of reactions: institutions, as accounts announces them (R85). */
export const reactions = [on.projection(institutionChanged, (events) => newestInstitutions(events.map(institutionIn)))];

const institutionIn = ({ aggregate, data }: EventOf<typeof institutionChanged>) => ({
  id: data.institution,
  version: aggregate.version,
  name: data.name,
  type: data.type,
  prefecture: data.prefecture,
  municipality: data.municipality,
  location: data.location,
  street: data.street,
  phone: data.phone,
  institutionCode: readInstitutionCode(data.institutionCode ?? '') || undefined,
  insuranceCode: data.insuranceCode,
  hasAccount: data.hasAccount,
});
