import { isUuid } from '@todoke/database';
import type { Transaction } from '../../../persistence/databases.js';
import { findImport, type OpenDataImport } from '../../persistence/imports.js';
import { problems } from '../../problems.js';

/** An import that the person of the transaction may see. @throws Problem import-missing */
export async function seenImport(tx: Transaction, id: string): Promise<OpenDataImport> {
  const found = isUuid(id) ? await findImport(tx, id) : undefined;
  if (found === undefined) throw problems.importMissing();
  return found;
}
