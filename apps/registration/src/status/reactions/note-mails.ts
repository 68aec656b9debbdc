import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { isApplicationMail, isApplicationNumber } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { noteMails as note } from '../persistence/mails.js';

/** What became of the mails about applications (R161); those about anything else are no concern of this module. */
export const noteMails = (events: readonly MailOutcomeEvent[], tx: Transaction): Promise<void> =>
  note(
    tx,
    events.map(mailOutcome).filter(({ mail, reference }) => isApplicationMail(mail) && isApplicationNumber(reference)),
  );
