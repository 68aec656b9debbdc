import { sql } from '@todoke/database';

/** What the public may read, for the SQL of other modules: a table with an alias, and its columns. */
export const publishedRows = {
  from: sql`reports_published AS p`,
  institution: sql`p.institution`,
  scheme: sql`p.scheme`,
  /** 機関区分. With prefecture and institution it has an index in this order. */
  type: sql`p.type`,
  prefecture: sql`p.prefecture`,
  municipalityCode: sql`p.municipality_code`,
  fiscalYear: sql`p.fiscal_year`,
  formVersion: sql`p.form_version`,
  /** jsonb, without what is not for the public. */
  values: sql`p.values`,
  publishedOn: sql`p.published_on`,
} as const;
