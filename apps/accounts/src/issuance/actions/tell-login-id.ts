import { Injectable } from '@nestjs/common';
import { audit, isUuid } from '@todoke/database';
import type { AnswerOf, AskedOf, loginIdAsked } from '@todoke/events';
import { findAccountOf } from '../../identity/index.js';
import { findInstitution } from '../../institutions/index.js';
import { Databases } from '../../persistence/databases.js';
import { mayLookUp } from '../domain/asker.js';

type Answer = AnswerOf<typeof loginIdAsked>;

/** Tells a prefecture's desk the login ID of an institution, and who was told (R79, R163). */
@Injectable()
export class TellLoginId {
  constructor(private readonly databases: Databases) {}

  run({ asker, institution: id, check }: AskedOf<typeof loginIdAsked>): Promise<Answer> {
    return this.databases.inTransaction(async (tx): Promise<Answer> => {
      const institution = isUuid(id) ? await findInstitution(tx, id) : undefined;
      if (institution === undefined || !mayLookUp(asker, institution)) return { outcome: 'unknown' };
      const account = await findAccountOf(tx, id);
      if (account === undefined) return { outcome: 'no-account' };
      const { person, loginId, state } = account;
      const detail = { institution: id, check };
      await audit(tx, { actor: asker.person, action: 'login-id.told', subject: person, detail });
      return { outcome: 'found', loginId, state: state === 'issued-unset' ? 'unset' : state };
    });
  }
}
