import { applicationApproved, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import { on, type Hearing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { onApplicationApproved } from './application-approved.js';
import { onMailAccepted } from './mail-accepted.js';
import { onMailBounced } from './mail-bounced.js';
import { onMailFailed } from './mail-failed.js';
import type { ReactionTools } from './tools.js';

/** What accounts hears, and what it does about it. */
export const reactions = (tools: ReactionTools): Hearing<Transaction>[] => [
  on(applicationApproved, onApplicationApproved(tools)),
  on(mailAccepted, onMailAccepted(tools)),
  on(mailBounced, onMailBounced(tools)),
  on(mailFailed, onMailFailed(tools)),
];
