import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import type { MailOutcome } from '../domain/mail.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { findPossibleDuplicates, type PossibleDuplicate } from '../persistence/duplicates.js';
import type { HistoryLine } from '../persistence/history.js';
import { findWithHistory } from '../persistence/reviews.js';
import { problems } from '../problems.js';

/** Everything an official is shown of one application. */
export interface Dossier {
  readonly review: Review;
  readonly history: readonly HistoryLine[];
  readonly mails: readonly MailOutcome[];
  readonly duplicates: readonly PossibleDuplicate[];
}

/** Opens what officials see of an application. It is a read of personal data, and is audited (R168). */
@Injectable()
export class OpenDossier {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem application-missing, for an unknown number and for another prefecture's alike */
  run(number: string, official: Official): Promise<Dossier> {
    return this.databases.forOfficial(official, async (tx) => {
      const found = await findWithHistory(tx, number);
      if (found === undefined) throw problems.applicationMissing();
      const { review, history, mails } = found;
      const duplicates = await findPossibleDuplicates(tx, review.items, number);
      await audit(tx, { actor: official.sub, action: 'application.read', subject: number });
      return { review, history, mails, duplicates };
    });
  }
}
