import type { Transaction } from '../../persistence/databases.js';
import type { IdentityCheck as Row } from '../../persistence/generated/client.js';
import type { CheckedFact, IdentityCheck } from '../domain/identity-check.js';

/** Records a check; one that is there already stays as it is. */
export async function insertCheck(tx: Transaction, check: IdentityCheck): Promise<void> {
  const { facts, callback = null, note = null } = check;
  const data = { ...check, facts: [...facts], callback, note };
  await tx.identityCheck.createMany({ data: [data], skipDuplicates: true });
}

export async function findCheck(tx: Transaction, id: string): Promise<IdentityCheck | undefined> {
  const row = await tx.identityCheck.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

/** The last checks on an institution, the newest first. */
export async function lastChecks(tx: Transaction, institution: string, limit: number): Promise<IdentityCheck[]> {
  const rows = await tx.identityCheck.findMany({
    where: { institution },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(fromRow);
}

const fromRow = (row: Row): IdentityCheck => ({
  id: row.id,
  institution: row.institution,
  prefecture: row.prefecture,
  official: row.official,
  at: row.at,
  facts: row.facts as CheckedFact[],
  callback: row.callback ?? undefined,
  note: row.note ?? undefined,
});
