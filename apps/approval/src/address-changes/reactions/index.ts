import { addressChanged, addressChangeRefused, mailOutcome, mailOutcomes } from '@todoke/events';
import { on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { noteCompletion, settleChange } from '../actions/settle-change.js';

/** The table of reactions: what accounts answered to requests, and what became of M9. */
export const reactions = [
  on.each(addressChanged, ({ data, occurredAt }, tx: Transaction) =>
    settleChange(tx, { request: data.request, at: new Date(occurredAt) }),
  ),
  on.each(addressChangeRefused, ({ data, occurredAt }, tx: Transaction) =>
    settleChange(tx, { ...data, at: new Date(occurredAt) }),
  ),
  on.batch(
    mailOutcomes,
    async (events, tx: Transaction) => {
      for (const event of events) await noteCompletion(tx, mailOutcome(event));
    },
    { when: ({ data }) => data.mail === 'M9' },
  ),
];
