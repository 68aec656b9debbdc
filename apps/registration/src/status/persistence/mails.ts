import { newestOf, type NewestOf, type Sql } from '@todoke/database';
import type { MailOutcome } from '@todoke/events';

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

/** Keeps the newest outcome of each mail. The table has no address. */
export const newestMails = (outcomes: readonly MailOutcome[]): Sql | undefined =>
  newestOf(
    mails,
    outcomes.map(({ reference: number, ...outcome }) => ({ number, ...outcome })),
  );
