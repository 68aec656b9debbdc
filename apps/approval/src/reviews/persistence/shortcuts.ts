import type { Transaction } from '../../persistence/databases.js';

/** Whether a person decides with single keys, which is so until it is switched off. */
export async function usesShortcuts(tx: Transaction, person: string): Promise<boolean> {
  const row = await tx.shortcuts.findUnique({ where: { person } });
  return row?.used ?? true;
}

export async function saveShortcuts(tx: Transaction, person: string, used: boolean): Promise<void> {
  await tx.shortcuts.upsert({ where: { person }, create: { person, used }, update: { used } });
}
