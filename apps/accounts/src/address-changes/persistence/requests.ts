import type { Transaction } from '../../persistence/databases.js';

/** What became of a request: `changed`, or the code of a refusal. */
export interface SettledRequest {
  readonly request: string;
  readonly institution: string;
  readonly outcome: string;
  readonly at: Date;
}

/** Whether the request was settled before. */
export async function isSettled(tx: Transaction, request: string): Promise<boolean> {
  return (await tx.addressChange.findUnique({ where: { request }, select: { request: true } })) !== null;
}

export async function insertSettled(tx: Transaction, settled: SettledRequest): Promise<void> {
  await tx.addressChange.create({ data: { ...settled } });
}
