import { fold, type Application } from '../domain/application.js';
import type { Transaction } from '../../persistence/databases.js';

/** Adds what an event tells about an application. Two events of the same one wait for each other. */
export async function noteApplication(tx: Transaction, news: Application): Promise<void> {
  const { number } = news;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('applications'), hashtext(${number}))::text`;
  const row = await tx.application.findUnique({ where: { number } });
  const known =
    row &&
    ({
      ...row,
      municipalityCode: row.municipalityCode ?? undefined,
      institutionType: row.institutionType ?? undefined,
    } as Application);
  const { municipalityCode = null, institutionType = null, ...rest } = fold(known ?? undefined, news);
  const data = { ...rest, municipalityCode, institutionType };
  await tx.application.upsert({ where: { number }, create: data, update: data });
}

/** How many of the applications that the transaction's person may see are in which state. */
export async function countByState(tx: Transaction): Promise<Map<string, number>> {
  const groups = await tx.application.groupBy({ by: ['state'], _count: { _all: true } });
  return new Map(groups.map(({ state, _count }) => [state, _count._all]));
}
