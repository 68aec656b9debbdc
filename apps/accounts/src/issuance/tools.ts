import type { Clock } from '@todoke/service';
import type { PeopleDatabase } from '../persistence/databases.js';
import type { GuidanceDue } from './actions/guidance-due.js';

/** What the secretariat's pages work with. */
export class IssuanceTools {
  constructor(
    readonly database: PeopleDatabase,
    readonly clock: Clock,
    readonly due: GuidanceDue,
  ) {}
}
