import type { Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { Earlier } from '../domain/publication.js';
import type { Scheme } from '../domain/window.js';
import { dayIn, fromRow } from './rows.js';

/** Whether anything is published or was known of an institution under a scheme. */
export async function isKnown(tx: Transaction, institution: string, scheme: Scheme): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ known: boolean }[]>`
    SELECT EXISTS (SELECT FROM reports_published WHERE institution = ${institution} AND scheme = ${scheme})
        OR EXISTS (SELECT FROM reports_known WHERE institution = ${institution} AND scheme = ${scheme}) AS known`;
  return row?.known === true;
}

/**
 * What was said of an institution before one of its reports: its other reports with their values, what is published,
 * what was known.
 * @param report id of the one that is filled in
 */
export async function findEarlier(
  tx: Transaction,
  { institution, scheme }: { readonly institution: string; readonly scheme: Scheme },
  report?: string,
): Promise<Earlier> {
  const key = { institution, scheme };
  const rows = await tx.report.findMany({
    where: { ...key, submittedAt: { not: null }, ...(report !== undefined && { id: { not: report } }) },
    orderBy: { submittedAt: 'desc' },
    take: 12,
  });
  const published = await tx.publishedReport.findUnique({ where: { institution_scheme: key } });
  const known = await tx.knownFacts.findUnique({ where: { institution_scheme: key } });
  return {
    reports: rows.map(fromRow),
    published: published === null ? undefined : factsIn(published.values, published.publishedOn),
    known: known === null ? undefined : factsIn(known.values, known.asOf),
  };
}

const factsIn = (values: unknown, asOf: Date) => ({ values: values as Values, asOf: dayIn(asOf) });
