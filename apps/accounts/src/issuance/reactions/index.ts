import type { Parts } from '@todoke/composition';
import { on } from '@todoke/messaging';
import { applicationApproved, type EventOf, mailOutcomes } from '@todoke/events';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { openCheck } from '../actions/open-check.js';
import { noteMail } from './note-mail.js';

/** The table of reactions: approvals, and outcomes of ① and ②. */
export const reactions = [
  on.each(applicationApproved, toCheck),
  ...mailOutcomes.map((outcome) => on.each(outcome, noteMail)),
];

/** The prefecture approved: the secretariat has to check (R46). */
function toCheck(
  { data }: EventOf<typeof applicationApproved>,
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> {
  return openCheck(tx, data, { actor: 'approval.application-approved', now: clock.now() });
}
