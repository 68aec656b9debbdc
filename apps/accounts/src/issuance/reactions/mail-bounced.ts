import type { mailBounced } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteGuidance, notePreNoticeUndeliverable } from '../index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { ReactionTools } from './tools.js';

/** ① bounced: there will be no ② (R68). ② bounced: the account is voided unless its password is set (R58). */
export const onMailBounced =
  ({ clock }: ReactionTools): Reaction<typeof mailBounced, Transaction> =>
  async ({ data: { mail, reference } }, tx) => {
    const act = { actor: 'notifications.mail-bounced', now: clock.now() };
    if (mail === 'M4') await notePreNoticeUndeliverable(tx, reference, act);
    if (mail === 'M5') await noteGuidance(tx, reference, 'bounced', act);
  };
