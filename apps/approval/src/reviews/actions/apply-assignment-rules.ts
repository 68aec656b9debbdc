import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { type Assignable, assigneeBy, type AssignmentRule } from '../domain/assignment.js';
import type { Official } from '../domain/official.js';
import { rulesOf, saveAssignees, unassigned } from '../persistence/assignment.js';

/** Applications of one transaction. */
const batch = 500;

/** Assigns applications by the rules of their prefectures. @returns how many a rule applied to */
export async function assignByRules(tx: Transaction, applications: readonly Assignable[]): Promise<number> {
  if (applications.length === 0) return 0;
  const rules = await rulesOf(
    tx,
    applications.map(({ prefecture }) => prefecture),
  );
  return assignBy(tx, rules, applications);
}

async function assignBy(
  tx: Transaction,
  rules: readonly AssignmentRule[],
  applications: readonly Assignable[],
): Promise<number> {
  if (rules.length === 0) return 0;
  const assignees = new Map<string, string>();
  for (const application of applications) {
    const assignee = assigneeBy(rules, application);
    if (assignee !== undefined) assignees.set(application.number, assignee);
  }
  await saveAssignees(tx, assignees);
  return assignees.size;
}

/** Applies the rules of a prefecture to what waits and nobody looks after. */
@Injectable()
export class ApplyAssignmentRules {
  constructor(private readonly databases: Databases) {}

  /** @returns how many applications were assigned */
  async run(official: Official): Promise<number> {
    let assigned = 0;
    for (let after: string | undefined = ''; after !== undefined;) {
      const round = await this.assignAfter(official, after);
      assigned += round.assigned;
      after = round.last;
    }
    return assigned;
  }

  /** One transaction. `last` is absent where no application is left. */
  private assignAfter(official: Official, after: string): Promise<{ assigned: number; last: string | undefined }> {
    const { prefecture = '', sub } = official;
    return this.databases.forOfficial(official, async (tx) => {
      const applications = await unassigned(tx, prefecture, after, batch);
      const assigned = await assignByRules(tx, applications);
      const detail = { applications: assigned };
      if (assigned > 0) await audit(tx, { actor: sub, action: 'assignment.applied', subject: prefecture, detail });
      return { assigned, last: applications.length === batch ? applications.at(-1)?.number : undefined };
    });
  }
}
