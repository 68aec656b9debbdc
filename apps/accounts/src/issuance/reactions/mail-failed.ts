import type { mailFailed } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteGuidance, notePreNoticeUndeliverable } from '../index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { ReactionTools } from './tools.js';

/** ① was given up: as good as bounced. ② was given up: it may have arrived, so the account stays. */
export const onMailFailed =
  ({ clock }: ReactionTools): Reaction<typeof mailFailed, Transaction> =>
  async ({ data: { mail, reference } }, tx) => {
    const act = { actor: 'notifications.mail-failed', now: clock.now() };
    if (mail === 'M4') await notePreNoticeUndeliverable(tx, reference, act);
    if (mail === 'M5') await noteGuidance(tx, reference, 'failed', act);
  };
