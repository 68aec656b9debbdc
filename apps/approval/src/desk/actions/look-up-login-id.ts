import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { type AnswerOf, loginIdAsked } from '@todoke/events';
import { Questions } from '@todoke/messaging';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { isFor, isOver } from '../domain/identity-check.js';
import type { Institution } from '../domain/institution.js';
import { findCheck } from '../persistence/identity-checks.js';
import { findInstitution } from '../persistence/institutions.js';
import { problems } from '../problems.js';

/** What accounts tells of the account of an institution that is there. */
export type ToldAccount = Exclude<AnswerOf<typeof loginIdAsked>, { outcome: 'unknown' }>;

export interface FoundLoginId {
  readonly institution: Institution;
  readonly account: ToldAccount;
}

/**
 * Looks a login ID up after an identity check (R79, R163). Accounts answers afresh each time, nothing of the answer is
 * stored here, and each showing is in the audit log before it is shown.
 */
@Injectable()
export class LookUpLoginId {
  constructor(
    private readonly databases: Databases,
    private readonly questions: Questions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param check id of the identity check, by the same official and for this institution
   * @throws Problem institution-missing, check-missing, check-over; unanswered while accounts gives no answer
   */
  async run(institutionId: string, check: string, official: Official): Promise<FoundLoginId> {
    const institution = await this.checked(institutionId, check, official);
    const { sub: person, role, prefecture } = official;
    const asker = { person, role, prefecture };
    const account = await this.questions.ask(loginIdAsked, { asker, institution: institutionId, check });
    if (account.outcome === 'unknown') throw problems.institutionMissing('accounts does not know it');
    const detail = { check, outcome: account.outcome };
    await this.databases.forOfficial(official, (tx) =>
      audit(tx, { actor: person, action: 'login-id.shown', subject: institutionId, detail }),
    );
    return { institution, account };
  }

  private checked(institutionId: string, id: string, official: Official): Promise<Institution> {
    return this.databases.forOfficial(official, async (tx) => {
      const institution = await findInstitution(tx, institutionId);
      if (institution === undefined) throw problems.institutionMissing();
      const check = await findCheck(tx, id);
      if (check === undefined || !isFor(check, official.sub, institutionId)) throw problems.checkMissing();
      if (isOver(check, this.clock.now())) throw problems.checkOver();
      return institution;
    });
  }
}
