import { findRevisions, type Named } from '@todoke/revisions';
import type { Transaction } from '../../persistence/databases.js';

const kind = 'form';

/** A form among all contents that have versions. */
export const named = (form: string): Named => ({ kind, key: form });

/** The definitions that were published, of all forms. */
export const findPublished = async (tx: Transaction): Promise<unknown[]> =>
  (await findRevisions(tx, { kind })).map(({ body }) => body);
