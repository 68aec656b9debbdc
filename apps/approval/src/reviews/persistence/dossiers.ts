import type { Application as Items } from '@todoke/application-form';
import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { MailOutcome } from '../domain/mail.js';
import type { Official } from '../domain/official.js';
import type { Review } from '../domain/review.js';
import { Databases } from '../../persistence/databases.js';
import { possibleDuplicates, type PossibleDuplicate } from './duplicates.js';
import { mailsOf } from './mails.js';
import { get } from './reviews.js';

export interface HistoryLine {
  readonly what: string;
  readonly at: Date;
}

/** Everything an official is shown of one application. */
export interface Dossier {
  readonly review: Review;
  readonly history: readonly HistoryLine[];
  readonly mails: readonly MailOutcome[];
  readonly duplicates: readonly PossibleDuplicate[];
}

/** Reads what officials see of an application. Opening one is a read of personal data, and is audited (R168). */
@Injectable()
export class Dossiers {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem application-missing, for an unknown number and for another prefecture's alike */
  open(number: string, official: Official, now: Date): Promise<Dossier> {
    return this.databases.forOfficial(official, async (tx) => {
      const review = await get(tx, number);
      const history = await tx.historyEntry.findMany({ where: { number }, orderBy: { at: 'asc' } });
      const mails = await mailsOf(tx, number);
      const duplicates = await possibleDuplicates(tx, review.items, number);
      await audit(tx, { actor: official.sub, action: 'application.read', subject: number, at: now });
      return { review, history, mails, duplicates };
    });
  }

  /** Possible duplicates of an institution for which nobody has applied yet. */
  duplicatesOf(items: Items, official: Official): Promise<PossibleDuplicate[]> {
    return this.databases.forOfficial(official, (tx) => possibleDuplicates(tx, items, undefined));
  }
}
