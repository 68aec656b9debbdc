import type { Transaction } from '../../../persistence/databases.js';
import { findImport, type OpenDataImport } from '../../persistence/imports.js';
import { problems } from '../../problems.js';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An import that the person of the transaction may see. @throws Problem import-missing */
export async function seenImport(tx: Transaction, id: string): Promise<OpenDataImport> {
  const found = uuid.test(id) ? await findImport(tx, id) : undefined;
  if (found === undefined) throw problems.importMissing();
  return found;
}
