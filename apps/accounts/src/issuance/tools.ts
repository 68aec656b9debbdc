import type { Clock } from '@todoke/service';
import type { PeopleDatabase } from '../persistence/databases.js';
import type { GuidanceDue } from './actions/guidance-due.js';

/** Dependencies of the secretariat's pages. */
export class IssuanceTools {
  constructor(
    readonly database: PeopleDatabase,
    readonly clock: Clock,
    readonly due: GuidanceDue,
  ) {}
}
