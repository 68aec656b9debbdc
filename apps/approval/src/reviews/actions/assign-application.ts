import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { colleaguesOf } from '../../people/index.js';
import { Databases } from '../../persistence/databases.js';
import { mayLookAfter } from '../domain/assignment.js';
import { decides, type Official } from '../domain/official.js';
import { findAssignee, saveAssignees } from '../persistence/assignment.js';
import { findReview, lockReviews } from '../persistence/reviews.js';
import { problems } from '../problems.js';

/** An official takes an application that waits, hands it over to a colleague, or lays it down. */
@Injectable()
export class AssignApplication {
  constructor(private readonly databases: Databases) {}

  /**
   * @param assignee subject of the person; undefined for nobody
   * @throws Problem application-missing, not-yours-to-decide, already-decided, assignee-unsuitable
   */
  run(number: string, official: Official, assignee: string | undefined): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      const review = (await lockReviews(tx, [number])).get(number) ?? (await findReview(tx, number));
      if (review === undefined) throw problems.applicationMissing();
      if (!decides(official, review)) throw problems.notYoursToDecide();
      if (review.state.name !== 'waiting') throw problems.alreadyDecided();
      const person = (await colleaguesOf(tx)).find(({ sub }) => sub === assignee);
      const suits = person === undefined ? assignee === official.sub : mayLookAfter(person, review);
      if (assignee !== undefined && !suits) throw problems.assigneeUnsuitable();
      if ((await findAssignee(tx, number)) === assignee) return;
      await saveAssignees(tx, new Map([[number, assignee ?? null]]));
      const detail = { assignee: assignee ?? '' };
      await audit(tx, { actor: official.sub, action: 'application.assigned', subject: number, detail });
    });
  }
}
