import type { Institution } from '../../persistence/generated/client.js';
import type { Transaction } from '../../persistence/databases.js';

/** Keeps the newest facts of an institution; older ones change nothing. */
export async function noteInstitution(tx: Transaction, institution: Institution): Promise<void> {
  const { id, version, ...facts } = institution;
  const { count } = await tx.institution.createMany({ data: [institution], skipDuplicates: true });
  if (count > 0) return;
  await tx.institution.updateMany({ where: { id, version: { lt: version } }, data: { version, ...facts } });
}

export async function findInstitution(tx: Transaction, id: string): Promise<Institution | undefined> {
  return (await tx.institution.findUnique({ where: { id } })) ?? undefined;
}
