import { keepNewest, type NewestOf } from '@todoke/database';
import { type Day, findMunicipality, identityVersion, matchKey } from '@todoke/japan';
import type { InstitutionType, Permission } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import type { Institution as Row } from '../../persistence/generated/client.js';
import type { Institution, InstitutionFacts } from '../domain/institution.js';
import { areasOf } from './areas.js';

const institutions: NewestOf = {
  table: 'institutions',
  key: 'id',
  position: ['version'],
  lowest: ['knownSince'],
  fields: {
    id: 'text',
    version: 'int',
    prefecture: 'text',
    municipalityCode: 'text',
    municipality: 'text',
    name: 'text',
    type: 'text',
    permissions: 'text[]',
    location: 'text',
    phone: 'text',
    institutionCode: 'text',
    insuranceCode: 'text',
    hasAccount: 'boolean',
    area: 'text',
    areaName: 'text',
    areaPlan: 'text',
    searchKey: 'text',
    searchKeyVersion: 'int',
    knownSince: 'date',
  },
};

/** What an event tells of an institution. */
export interface InstitutionNews extends Omit<InstitutionFacts, 'municipalityCode'> {
  /** The day in Japan of the event. */
  readonly knownSince: Day;
}

/**
 * Stores the newest facts of each institution, with its area by the plan in force on a day, and the earliest day on
 * which something was told of it.
 */
export async function keepInstitutions(tx: Transaction, news: readonly InstitutionNews[], today: Day): Promise<void> {
  const placed = news.map((facts) => ({
    ...facts,
    municipalityCode: findMunicipality(facts.prefecture, facts.municipality)?.code,
  }));
  const areas = await areasOf(
    tx,
    placed.flatMap(({ municipalityCode }) => municipalityCode ?? []),
    today,
  );
  const rows = placed.map((facts) => {
    const area = areas.get(facts.municipalityCode ?? '');
    return {
      ...facts,
      area: area?.code ?? '',
      areaName: area?.name ?? '',
      areaPlan: area?.plan ?? '',
      searchKey: matchKey(facts.name),
      searchKeyVersion: identityVersion,
    };
  });
  await keepNewest(tx, institutions, rows);
}

/** The institution, where the person of the transaction may see it. */
export async function findInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  const row = await tx.institution.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

const dayIn = (date: Date): Day => date.toISOString().slice(0, 10);

const fromRow = (row: Row): Institution => ({
  id: row.id,
  version: row.version,
  name: row.name,
  type: row.type as InstitutionType,
  prefecture: row.prefecture,
  municipality: row.municipality,
  municipalityCode: row.municipalityCode ?? undefined,
  location: row.location,
  phone: row.phone ?? undefined,
  institutionCode: row.institutionCode ?? undefined,
  insuranceCode: row.insuranceCode ?? undefined,
  permissions: row.permissions as Permission[],
  hasAccount: row.hasAccount,
  area: row.area === '' ? undefined : { code: row.area, name: row.areaName, plan: row.areaPlan },
  knownSince: dayIn(row.knownSince),
  closedOn: row.closedOn === null ? undefined : dayIn(row.closedOn),
});
