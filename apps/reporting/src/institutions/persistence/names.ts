import type { Transaction } from '../../persistence/databases.js';

/** A name that an institution had from an instant on; undefined where it had it when names began to be kept. */
export interface PastName {
  readonly name: string;
  readonly since: Date | undefined;
}

export interface NameNews {
  readonly institution: string;
  readonly name: string;
  readonly since: Date;
  /** Of the institution at accounts. */
  readonly version: number;
}

/**
 * Stores names that differ from those that are known of the version before. Where events come out of their order, a
 * name may be stored more than once; `findNames` tells it once.
 */
export async function keepNames(tx: Transaction, news: readonly NameNews[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO institutions_names (institution, version, name, since)
    SELECT institution, version, name, since FROM (
      SELECT *, lag(name) OVER (PARTITION BY institution ORDER BY version) AS told_before
      FROM jsonb_to_recordset(${JSON.stringify(news)}::jsonb)
        AS told (institution text, version int, name text, since timestamptz)) AS news
    WHERE name IS DISTINCT FROM coalesce(told_before, (
      SELECT known.name FROM institutions_names AS known
      WHERE known.institution = news.institution AND known.version < news.version
      ORDER BY known.version DESC LIMIT 1))
    ORDER BY institution, version
    ON CONFLICT (institution, version) DO NOTHING`;
}

/** The names of an institution, the newest first; at least the one that it has. */
export async function findNames(tx: Transaction, institution: string): Promise<PastName[]> {
  const rows = await tx.institutionName.findMany({ where: { institution }, orderBy: { version: 'asc' } });
  return rows
    .filter(({ name }, at) => name !== rows[at - 1]?.name)
    .map(({ name, since }) => ({ name, since: since ?? undefined }))
    .reverse();
}
