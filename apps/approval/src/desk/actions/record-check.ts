import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { isFor, type NotedCheck } from '../domain/identity-check.js';
import { findCheck, insertCheck } from '../persistence/identity-checks.js';
import { findInstitution } from '../persistence/institutions.js';
import { problems } from '../problems.js';

/** Records how an official checked who calls (R163). */
@Injectable()
export class RecordCheck {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param id of the page that was sent; a second click with the same id records nothing more
   * @throws Problem institution-missing, not-yours-to-look-up, check-missing where the id is that of another check
   */
  run(id: string, institutionId: string, noted: NotedCheck, official: Official): Promise<void> {
    const { sub, role, prefecture } = official;
    return this.databases.forOfficial(official, async (tx) => {
      const institution = await findInstitution(tx, institutionId);
      if (institution === undefined) throw problems.institutionMissing();
      if (role !== 'prefecture' || prefecture === undefined) throw problems.notYoursToLookUp();
      const before = await findCheck(tx, id);
      if (before !== undefined && !isFor(before, sub, institutionId)) throw problems.checkMissing();
      if (before !== undefined) return;
      await insertCheck(tx, {
        id,
        institution: institutionId,
        prefecture,
        official: sub,
        at: this.clock.now(),
        ...noted,
      });
      const { facts, callback } = noted;
      const detail = { check: id, facts: facts.join(' '), calledBack: callback !== undefined };
      await audit(tx, { actor: sub, action: 'identity-check.recorded', subject: institutionId, detail });
    });
  }
}
