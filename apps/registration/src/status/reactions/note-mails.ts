import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { isApplicationMail, isApplicationNumber } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { noteMails as note } from '../persistence/mails.js';

/** Stores the outcomes of mails about applications (R161). Outcomes of other mails are ignored. */
export const noteMails = (events: readonly MailOutcomeEvent[], tx: Transaction): Promise<void> =>
  note(
    tx,
    events.map(mailOutcome).filter(({ mail, reference }) => isApplicationMail(mail) && isApplicationNumber(reference)),
  );
