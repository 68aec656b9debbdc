import { sql, type Sql } from '@todoke/database';

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

/** Institutions in the order of their 二次医療圏, and by name within each: the order of an index after the type. */
export const byPlace = [
  { sql: institutionRows.prefecture, kind: 'text' },
  { sql: institutionRows.area, kind: 'text' },
  { sql: institutionRows.name, kind: 'text' },
] as const;

/** Those of one prefecture or one 二次医療圏, where a filter names it. */
export const placedIn = (place: { prefecture?: string | undefined; area?: string | undefined }): Sql[] => [
  ...(place.prefecture === undefined ? [] : [sql`${institutionRows.prefecture} = ${place.prefecture}`]),
  ...(place.area === undefined ? [] : [sql`${institutionRows.area} = ${place.area}`]),
];

const users = (institution: Sql): Sql =>
  sql`institutions_people AS p WHERE p.institution = ${institution} AND p.role = 'institution' AND p.active`;

/** The mail addresses of those who sign in for an institution, as text[] (R138). */
export const mailsOf = (institution: Sql): Sql => sql`ARRAY(
  SELECT DISTINCT address FROM (SELECT unnest(p.addresses) AS address FROM ${users(institution)}) AS own ORDER BY 1)`;

/** The names of those who sign in for an institution, as text[]. */
export const namesOf = (institution: Sql): Sql =>
  sql`ARRAY(SELECT p.name FROM ${users(institution)} AND p.name IS NOT NULL ORDER BY p.id)`;
