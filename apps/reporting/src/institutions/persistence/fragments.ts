import { sql } from '@todoke/database';

/**
 * Institutions for the SQL of other modules: a table with an alias, and its columns. Row-level security holds for
 * whoever reads them; a list repeats the jurisdiction in its conditions, so that an index narrows it.
 */
export const institutionRows = {
  from: sql`institutions AS i`,
  id: sql`i.id`,
  name: sql`i.name`,
  type: sql`i.type`,
  prefecture: sql`i.prefecture`,
  /** As it is written in the address. */
  municipality: sql`i.municipality`,
  /** Five digits, or NULL. */
  municipalityCode: sql`i.municipality_code`,
  /** Puts institutions in the order of their places; never NULL. */
  place: sql`i.place`,
  location: sql`i.location`,
  phone: sql`i.phone`,
  institutionCode: sql`i.institution_code`,
  insuranceCode: sql`i.insurance_code`,
  permissions: sql`i.permissions`,
  hasAccount: sql`i.has_account`,
  /** Code of the 二次医療圏 of the plan in force; '' where none is known. */
  area: sql`i.area`,
  /** Name of that area; '' where none is known. */
  areaName: sql`i.area_name`,
  /** The name as `matchKey` gives it. */
  searchKey: sql`i.search_key`,
  /** The first day on which it owes answers. */
  knownSince: sql`i.known_since`,
  /** The first day on which it is closed, or NULL. */
  closedOn: sql`i.closed_on`,
} as const;
