import type { applicationApproved, EventOf } from '@todoke/events';
import { audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { insertApplication } from '../persistence/applications.js';
import type { Act } from './proceed.js';

/** The prefecture approved: the application waits for the secretariat's check (R46). Once, however often it is told. */
export async function openCheck(
  tx: Transaction,
  approved: EventOf<typeof applicationApproved>['data'],
  act: Act,
): Promise<void> {
  const { number, prefecture, route, items, address, approvedBy } = approved;
  const application = {
    number,
    prefecture,
    route,
    items,
    address,
    approvedBy,
    approvedAt: new Date(approved.approvedAt),
    submittedAt: new Date(approved.submittedAt),
    progress: { status: 'to-check' },
    version: 1,
  } as const;
  const opened = await insertApplication(tx, application, act.now);
  if (opened) await audit(tx, { actor: act.actor, action: 'application.to-check', subject: number, at: act.now });
}
