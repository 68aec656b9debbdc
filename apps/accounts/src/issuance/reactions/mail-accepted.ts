import type { mailAccepted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteGuidance, notePreNoticeAccepted } from '../index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { ReactionTools } from './tools.js';

/** ① arrived: ② falls due (R68). ② arrived: the desk can see it. */
export const onMailAccepted =
  ({ clock, due }: ReactionTools): Reaction<typeof mailAccepted, Transaction> =>
  async ({ data: { mail, reference, acceptedAt } }, tx) => {
    const act = { actor: 'notifications.mail-accepted', now: clock.now() };
    if (mail === 'M4') await notePreNoticeAccepted(tx, reference, new Date(acceptedAt), act, due);
    if (mail === 'M5') await noteGuidance(tx, reference, 'accepted', act);
  };
