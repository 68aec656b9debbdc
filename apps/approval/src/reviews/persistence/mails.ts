import type { MailOutcome } from '../domain/mail.js';
import { keepNewest, type NewestOf } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';

/** The outcome of a mail, and the number of its application. */
export type KnownMail = Omit<MailOutcome, 'mail'> & {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly mail: string;
};

const mails: NewestOf = {
  table: 'mails',
  key: 'id',
  position: ['version'],
  fields: {
    id: 'text',
    version: 'int',
    number: 'text',
    mail: 'text',
    state: 'text',
    reason: 'text',
    possiblyTwice: 'boolean',
    at: 'timestamptz',
  },
};

/**
 * Stores outcomes of mails, the newest of each.
 * @returns false where an application of theirs is not here; the transaction cannot go on then
 */
export async function keepMails(tx: Transaction, outcomes: readonly KnownMail[]): Promise<boolean> {
  try {
    await keepNewest(tx, mails, outcomes);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === foreignKeyViolation) return false;
    throw error;
  }
}

/** SQLSTATE. */
const foreignKeyViolation = '23503';
