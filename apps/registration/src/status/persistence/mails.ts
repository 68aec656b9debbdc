import { keepNewest, type NewestOf } from '@todoke/database';
import type { MailOutcome } from '@todoke/events';
import type { Transaction } from '../../persistence/databases.js';

const mails: NewestOf = {
  table: 'status_mails',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    number: 'text',
    mail: 'text',
    state: 'text',
    reason: 'text',
    version: 'int',
    at: 'timestamptz',
  },
};

/** Stores the newest outcome of each mail. The table has no address. */
export const keepMails = (tx: Transaction, outcomes: readonly MailOutcome[]): Promise<void> =>
  keepNewest(
    tx,
    mails,
    outcomes.map(({ reference: number, ...outcome }) => ({ number, ...outcome })),
  );
