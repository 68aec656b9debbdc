import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../domain/official.js';
import { deleteRule } from '../persistence/assignment.js';

/** A prefecture takes a rule back. One that is gone already, or another prefecture's, changes nothing. */
@Injectable()
export class RemoveAssignmentRule {
  constructor(private readonly databases: Databases) {}

  /** @param id a uuid */
  run(official: Official, id: string): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      if (!(await deleteRule(tx, id))) return;
      await audit(tx, { actor: official.sub, action: 'assignment.rule-removed', subject: id });
    });
  }
}
