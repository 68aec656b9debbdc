import type { Logger } from '@todoke/service';
import type { WorkerDatabase } from '../../persistence/databases.js';
import { renewStaleKeys } from '../persistence/institutions.js';

/** Institutions in one transaction. */
const batch = 500;

/**
 * Keys by which institutions are compared (R162) follow rules that change now and then. What is stored by older ones is
 * made anew, from the start of a release on that has newer; later rounds find what a release before it wrote beside it.
 * @returns whether there is more to do at once
 */
export async function renewKeys(database: WorkerDatabase, logger: Logger): Promise<boolean> {
  const institutions = await database.transaction((tx) => renewStaleKeys(tx, batch));
  if (institutions > 0) logger.info({ institutions }, 'keys for comparing were made anew');
  return institutions === batch;
}
