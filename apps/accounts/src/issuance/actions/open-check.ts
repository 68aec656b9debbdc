import type { applicationApproved, EventOf } from '@todoke/events';
import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { firstRound } from '@todoke/lifecycle';
import { IllegalTransition } from '../domain/application.js';
import {
  type ApprovedApplication,
  lockApplication,
  insertApplication,
  replaceApplication,
} from '../persistence/applications.js';

/** The prefecture approved: the application waits for the secretariat's check (R46). Idempotent within a round. */
export async function openCheck(
  tx: Transaction,
  approved: EventOf<typeof applicationApproved>['data'],
  act: Act,
): Promise<void> {
  const { number, round = firstRound, prefecture, route, items, address, approvedBy } = approved;
  const application: ApprovedApplication = {
    number,
    round,
    prefecture,
    route,
    items,
    address,
    approvedBy,
    approvedAt: new Date(approved.approvedAt),
    submittedAt: new Date(approved.submittedAt),
    progress: { status: 'to-check' },
    version: 1,
  };
  const opened = (await insertApplication(tx, application, act.now)) || (await reopen(tx, application, act.now));
  if (opened) await audit(tx, { actor: act.actor, action: 'application.to-check', subject: number });
}

/**
 * The application went back to its prefecture and is approved again.
 * @returns false where that round, or a later one, is stored already
 * @throws IllegalTransition where the earlier round went on after the check, so that it cannot have gone back
 */
async function reopen(tx: Transaction, application: ApprovedApplication, now: Date): Promise<boolean> {
  const known = await lockApplication(tx, application.number);
  if (known === undefined || known.round >= application.round) return false;
  if (known.progress.status !== 'to-check') throw new IllegalTransition(known.progress.status, 'to-check');
  await replaceApplication(tx, { ...application, version: known.version + 1 }, now);
  return true;
}
