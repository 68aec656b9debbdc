import { type Act, audit, type RunInTransaction } from '@todoke/database';
import { dayInTokyo } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { type MedicalArea, withCities } from '../domain/medical-area.js';
import { type AreaChanges, renewAreas, replaceAreas } from '../persistence/areas.js';

/** What an import of 二次医療圏 changed. */
export interface ImportedAreas {
  readonly areas: AreaChanges;
  readonly municipalities: AreaChanges;
  /** Institutions that are in another area now. */
  readonly institutions: number;
}

/** Stores 二次医療圏 in one transaction: all of it or nothing. Repeated, it changes nothing. */
export const importAreas = (
  inTransaction: RunInTransaction<Transaction>,
  told: readonly MedicalArea[],
  { actor, now }: Act,
): Promise<ImportedAreas> =>
  inTransaction(async (tx) => {
    const changes = await replaceAreas(tx, withCities(told));
    const institutions = await renewAreas(tx, dayInTokyo(now));
    const { added, changed, removed } = changes.municipalities;
    if (added + changed + removed + institutions === 0) return { ...changes, institutions };
    await audit(tx, {
      actor,
      action: 'medical-areas.imported',
      subject: 'medical-areas',
      detail: { added, changed, removed, institutions },
    });
    return { ...changes, institutions };
  });
