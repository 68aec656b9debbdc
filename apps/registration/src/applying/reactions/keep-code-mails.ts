import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { z } from 'zod';
import type { Transaction } from '../../persistence/databases.js';
import { noteCodeMails } from '../persistence/code-mails.js';

const verificationId = z.uuid();

/** Stores the outcomes of M1. Outcomes of other mails are ignored. */
export const keepCodeMails = (events: readonly MailOutcomeEvent[], tx: Transaction): Promise<void> =>
  noteCodeMails(
    tx,
    events
      .map(mailOutcome)
      .filter(({ mail, reference }) => mail === 'M1' && verificationId.safeParse(reference).success),
  );
