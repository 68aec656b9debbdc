import type { Clock } from '@todoke/service';
import type { Databases } from '../persistence/databases.js';
import type { GuidanceDue } from './actions/guidance-due.js';

/** What the actions and pages of this module need: databases, clock, due date of ②. */
export class IssuanceTools {
  constructor(
    readonly databases: Databases,
    readonly clock: Clock,
    readonly due: GuidanceDue,
  ) {}
}
