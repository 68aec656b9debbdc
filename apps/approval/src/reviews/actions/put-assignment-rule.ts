import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { colleaguesOf } from '../../people/index.js';
import { Databases } from '../../persistence/databases.js';
import type { AssignmentRule } from '../domain/assignment.js';
import type { Official } from '../domain/official.js';
import { putRule } from '../persistence/assignment.js';
import { problems } from '../problems.js';

/** A prefecture says who looks after which applications. A rule for the same ones is replaced. */
@Injectable()
export class PutAssignmentRule {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem assignee-unsuitable, centre-decides-on-pharmacies */
  run(official: Official, rule: Pick<AssignmentRule, 'type' | 'municipalities' | 'assignee'>): Promise<void> {
    const { prefecture = '', sub } = official;
    return this.databases.forOfficial(official, async (tx) => {
      const person = (await colleaguesOf(tx)).find((colleague) => colleague.sub === rule.assignee);
      if (person === undefined) throw problems.assigneeUnsuitable();
      const centre = person.role === 'health-centre';
      const municipalities = rule.municipalities ?? (centre ? person.area : undefined);
      // A health centre decides on the pharmacies of its area.
      if (centre && (rule.type !== 'pharmacy' || municipalities?.some((code) => !person.area.includes(code)))) {
        throw problems.centreDecidesOnPharmacies();
      }
      const id = randomUUID();
      await putRule(tx, { id, prefecture, ...rule, municipalities });
      await audit(tx, { actor: sub, action: 'assignment.rule-put', subject: id, detail: { assignee: rule.assignee } });
    });
  }
}
