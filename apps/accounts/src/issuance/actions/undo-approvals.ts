import type { Act } from '@todoke/database';
import { firstRound } from '@todoke/lifecycle';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { returnToPrefecture } from '../domain/decisions.js';
import { lockApplications } from '../persistence/applications.js';
import { settle } from './settle.js';

/** The approval of one round, which its prefecture wants undone. */
export interface Withdrawn {
  readonly number: string;
  readonly round?: number | undefined;
}

/**
 * Prefectures withdrew approvals (R46): each application goes back where its check has not begun. Otherwise nothing
 * changes, as for a round that has ended.
 * @throws PrerequisiteMissing where the approval that is withdrawn is not here yet
 */
export async function undoApprovals(tx: Transaction, withdrawn: readonly Withdrawn[], act: Act): Promise<void> {
  const applications = await lockApplications(
    tx,
    withdrawn.map(({ number }) => number),
  );
  for (const { number, round = firstRound } of withdrawn) {
    const application = applications.get(number);
    if (application === undefined || application.round < round) {
      throw prerequisiteMissing('the application is not approved here');
    }
    if (application.round > round) continue;
    applications.set(number, await settle(tx, application, returnToPrefecture(application.progress), act));
  }
}
