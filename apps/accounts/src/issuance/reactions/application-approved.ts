import type { applicationApproved } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { openCheck } from '../index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { ReactionTools } from './tools.js';

/** The prefecture approved: the secretariat has something to check (R46). */
export const onApplicationApproved =
  ({ clock }: ReactionTools): Reaction<typeof applicationApproved, Transaction> =>
  async ({ data }, tx) =>
    openCheck(tx, data, { actor: 'approval.application-approved', now: clock.now() });
