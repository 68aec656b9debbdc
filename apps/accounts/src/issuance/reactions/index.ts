import type { Parts } from '@todoke/composition';
import { on } from '@todoke/messaging';
import {
  accountVoidingRequested,
  applicationApproved,
  approvalWithdrawn,
  type EventOf,
  mailOutcomes,
} from '@todoke/events';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { openChecks } from '../actions/open-checks.js';
import { settleVoiding } from '../actions/settle-voiding.js';
import { undoApprovals } from '../actions/undo-approvals.js';
import { isAboutIssuance, noteMails } from './note-mails.js';

/** The table of reactions: approvals, their undoing, outcomes of ① and ②, and requests to void an account. */
export const reactions = [
  on.batch(applicationApproved, toCheck),
  on.batch(approvalWithdrawn, undone),
  on.batch(mailOutcomes, noteMails, { when: isAboutIssuance }),
  on.each(accountVoidingRequested, ({ data }, tx: Transaction, { clock }: Parts<Config>) =>
    settleVoiding(tx, data, { actor: data.requestedBy, now: clock.now() }),
  ),
];

/** The prefecture approved: the secretariat has to check (R46). */
function toCheck(
  events: readonly EventOf<typeof applicationApproved>[],
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> {
  const act = { actor: 'approval.application-approved', now: clock.now() };
  return openChecks(
    tx,
    events.map(({ data }) => data),
    act,
  );
}

/** The prefecture withdrew its approval (R46). */
function undone(
  events: readonly EventOf<typeof approvalWithdrawn>[],
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> {
  const act = { actor: 'approval.approval-withdrawn', now: clock.now() };
  return undoApprovals(
    tx,
    events.map(({ data }) => data),
    act,
  );
}
