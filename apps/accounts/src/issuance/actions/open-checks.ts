import type { applicationApproved, EventOf } from '@todoke/events';
import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { firstRound } from '@todoke/lifecycle';
import { checkHasBegun, IllegalTransition } from '../domain/application.js';
import {
  type ApprovedApplication,
  lockApplication,
  insertApplications,
  replaceApplication,
} from '../persistence/applications.js';

type Approved = EventOf<typeof applicationApproved>['data'];

/** Prefectures approved: the applications wait for the secretariat's check (R46). Idempotent within a round. */
export async function openChecks(tx: Transaction, approved: readonly Approved[], act: Act): Promise<void> {
  const applications = approved.map(openedBy);
  const first = new Map(applications.toReversed().map((application) => [application.number, application]));
  const inserted = await insertApplications(tx, [...first.values()], act.now);
  for (const application of applications) {
    const { number } = application;
    const isNew = first.get(number) === application && inserted.has(number);
    if (!isNew && !(await reopen(tx, application, act.now))) continue;
    await audit(tx, { actor: act.actor, action: 'application.to-check', subject: number });
  }
}

const openedBy = ({ round = firstRound, approvedAt, submittedAt, ...approved }: Approved): ApprovedApplication => ({
  number: approved.number,
  round,
  prefecture: approved.prefecture,
  route: approved.route,
  items: approved.items,
  address: approved.address,
  approvedBy: approved.approvedBy,
  approvedAt: new Date(approvedAt),
  submittedAt: new Date(submittedAt),
  progress: { status: 'to-check' },
  version: 1,
});

/**
 * The application went back to its prefecture and is approved again.
 * @returns false where that round, or a later one, is stored already
 * @throws IllegalTransition where the earlier round went on after the check, so that it cannot have gone back
 */
async function reopen(tx: Transaction, application: ApprovedApplication, now: Date): Promise<boolean> {
  const known = await lockApplication(tx, application.number);
  if (known === undefined || known.round >= application.round) return false;
  if (checkHasBegun(known.progress) && known.progress.status !== 'returned')
    throw new IllegalTransition(known.progress.status, 'to-check');
  await replaceApplication(tx, { ...application, version: known.version + 1 }, now);
  return true;
}
