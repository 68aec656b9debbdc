import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import { findWithHistory, type Official, type Review, shownMails, type ShownMail } from '../../reviews/index.js';
import type { Institution } from '../domain/institution.js';
import { findInstitutionLike } from '../persistence/institutions.js';
import { problems } from '../problems.js';

/** The mails about an application, and the institution at accounts that it is about, where that is certain. */
export interface ApplicationMails {
  readonly review: Review;
  readonly mails: readonly ShownMail[];
  readonly institution: Institution | undefined;
}

/** Opens メール送信状況 of an application (R81). The reading is audited (R168). */
@Injectable()
export class OpenMails {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem application-missing, also for one outside the official's jurisdiction */
  run(number: string, official: Official): Promise<ApplicationMails> {
    return this.databases.forOfficial(official, async (tx) => {
      const found = await findWithHistory(tx, number);
      if (found === undefined) throw problems.applicationMissing();
      const { review, mails } = found;
      await audit(tx, { actor: official.sub, action: 'mails.read', subject: number });
      return { review, mails: shownMails(review, mails), institution: await findInstitutionLike(tx, review.items) };
    });
  }
}
