import { isUuid } from '@todoke/database';
import type { Transaction } from '../../../persistence/databases.js';
import type { ProxyFile } from '../../domain/proxy-file.js';
import { findFile } from '../../persistence/files.js';
import { problems } from '../../problems.js';

/** A file that the official of the transaction may see. @throws Problem file-missing */
export async function seenFile(tx: Transaction, id: string): Promise<ProxyFile> {
  const found = isUuid(id) ? await findFile(tx, id) : undefined;
  if (found === undefined) throw problems.fileMissing();
  return found;
}
