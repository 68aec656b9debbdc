import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { z } from 'zod';
import type { Transaction } from '../../persistence/databases.js';
import { noteCodeMails } from '../persistence/code-mails.js';

const verificationId = z.uuid();

/** M1 is about a verification; the other mails are no concern of this module. */
export const keepCodeMails = (events: readonly MailOutcomeEvent[], tx: Transaction): Promise<void> =>
  noteCodeMails(
    tx,
    events
      .map(mailOutcome)
      .filter(({ mail, reference }) => mail === 'M1' && verificationId.safeParse(reference).success),
  );
