import type { Parts } from '@todoke/composition';
import { type EventOf, institutionChanged, personChanged } from '@todoke/events';
import { dayInTokyo } from '@todoke/japan';
import { on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { keepInstitutions } from '../persistence/institutions.js';
import { keepNames } from '../persistence/names.js';
import { newestPeople } from '../persistence/people.js';

/** The table of reactions: 医療機関マスタ (R154) and those who can sign in, as accounts announces them. */
export const reactions = [
  on.batch(institutionChanged, followInstitutions),
  on.projection(personChanged, (events) => newestPeople(events.map(personIn))),
];

async function followInstitutions(
  events: readonly EventOf<typeof institutionChanged>[],
  tx: Transaction,
  { clock }: Parts,
): Promise<void> {
  await keepInstitutions(tx, events.map(institutionIn), dayInTokyo(clock.now()));
  await keepNames(tx, events.map(nameIn));
}

const institutionIn = ({ aggregate, occurredAt, data }: EventOf<typeof institutionChanged>) => ({
  id: data.institution,
  version: aggregate.version,
  name: data.name,
  type: data.type,
  prefecture: data.prefecture,
  municipality: data.municipality,
  location: data.location,
  phone: data.phone,
  institutionCode: data.institutionCode,
  insuranceCode: data.insuranceCode,
  permissions: data.permissions,
  hasAccount: data.hasAccount,
  knownSince: dayInTokyo(new Date(occurredAt)),
});

const nameIn = ({ aggregate, occurredAt, data }: EventOf<typeof institutionChanged>) => ({
  institution: data.institution,
  version: aggregate.version,
  name: data.name,
  since: new Date(occurredAt),
});

const personIn = ({ aggregate, data }: EventOf<typeof personChanged>) => ({
  id: data.person,
  version: aggregate.version,
  role: data.role,
  prefecture: data.prefecture ?? null,
  area: data.area ?? [],
  institution: data.institution ?? null,
  name: data.name ?? null,
  addresses: data.addresses,
  active: data.active,
});
