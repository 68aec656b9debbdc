import type { Clock } from '@todoke/service';
import type { GuidanceDue } from '../index.js';

export interface ReactionTools {
  readonly clock: Clock;
  readonly due: GuidanceDue;
}
