import type { Transaction } from '../../persistence/databases.js';
import type { SavedFilter } from '../../persistence/generated/client.js';

/** Conditions of a table that a person has saved under a name. */
export type Saved = Omit<SavedFilter, 'person'>;

/** All that the person of the transaction has saved, by table and name. */
export const findSaved = (tx: Transaction, table?: string): Promise<Saved[]> =>
  tx.savedFilter.findMany({
    ...(table !== undefined && { where: { table } }),
    omit: { person: true },
    orderBy: [{ table: 'asc' }, { name: 'asc' }],
  });

export const countSaved = (tx: Transaction): Promise<number> => tx.savedFilter.count();

/** Stores conditions under their name; a name that is there gets these. */
export async function keepSaved(tx: Transaction, saved: Omit<SavedFilter, 'id'>): Promise<void> {
  const { person, table, name, query, onHome, savedAt } = saved;
  await tx.savedFilter.upsert({
    where: { person_table_name: { person, table, name } },
    create: saved,
    update: { query, onHome, savedAt },
  });
}

/** @returns whether it was the person's own */
export async function deleteSaved(tx: Transaction, table: string, id: string): Promise<boolean> {
  const { count } = await tx.savedFilter.deleteMany({ where: { id, table } });
  return count > 0;
}

/** Keys of the tables that the person of the transaction has put on the home page. */
export async function findOnHome(tx: Transaction): Promise<string[]> {
  const rows = await tx.tableOnHome.findMany({ select: { table: true }, orderBy: { table: 'asc' } });
  return rows.map(({ table }) => table);
}

export async function putOnHome(tx: Transaction, person: string, table: string): Promise<void> {
  await tx.tableOnHome.createMany({ data: [{ person, table }], skipDuplicates: true });
}

export async function takeFromHome(tx: Transaction, table: string): Promise<void> {
  await tx.tableOnHome.deleteMany({ where: { table } });
}
