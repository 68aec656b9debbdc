import { audit, type RunInTransaction } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { keepKnown } from '../../reports/index.js';
import { layoutNamed } from '../domain/layouts.js';
import { keysOf } from '../domain/record.js';
import { lockImport, noteTaken, toldBy } from '../persistence/imports.js';
import { problems } from '../problems.js';
import type { Act } from './read-open-data-file.js';

/**
 * Takes over what a file tells of the institutions that it means, in one transaction: reports begin with it. Repeated,
 * it changes nothing.
 * @throws Problem import-missing, import-unread
 */
export const takeOver = (inTransaction: RunInTransaction<Transaction>, id: string, act: Act): Promise<void> =>
  inTransaction(async (tx) => {
    const found = await lockImport(tx, id);
    if (found === undefined) throw problems.importMissing();
    if (found.state === 'taken') return;
    const layout = layoutNamed(found.slug);
    if (found.state === 'reading' || layout === undefined) throw problems.importUnread();
    const { slug, asOf, prefecture } = found;
    const source = { scheme: layout.scheme, asOf, source: `open-data:${slug}`, keys: keysOf(layout) };
    const kept = await keepKnown(tx, toldBy(id), source);
    await noteTaken(tx, found, layout.scheme, kept, act);
    await audit(tx, {
      actor: act.by,
      action: 'open-data.imported',
      subject: slug,
      detail: { asOf, prefecture: prefecture ?? 'all', institutions: kept.length },
    });
  });
