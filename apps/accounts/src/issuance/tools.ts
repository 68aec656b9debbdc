import type { Clock } from '@todoke/service';
import type { Databases } from '../persistence/databases.js';
import type { GuidanceDue } from './actions/guidance-due.js';

/** Dependencies of the secretariat's pages. */
export class IssuanceTools {
  constructor(
    readonly databases: Databases,
    readonly clock: Clock,
    readonly due: GuidanceDue,
  ) {}
}
