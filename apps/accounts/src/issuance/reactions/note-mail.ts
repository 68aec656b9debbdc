import type { Parts } from '@todoke/composition';
import type { EventOf, mailAccepted, mailBounced, mailFailed } from '@todoke/events';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { guidanceDueAfter } from '../actions/guidance-due.js';
import { noteGuidance } from '../actions/note-guidance.js';
import { notePreNoticeAccepted, notePreNoticeUndeliverable } from '../actions/note-pre-notice.js';

/** ① was accepted: ② gets its due date (R68). ② was accepted: the page of the application shows it. */
export async function noteMailAccepted(
  { data: { mail, reference, acceptedAt } }: EventOf<typeof mailAccepted>,
  tx: Transaction,
  { clock, settings }: Parts<Config>,
): Promise<void> {
  const act = { actor: 'notifications.mail-accepted', now: clock.now() };
  const due = guidanceDueAfter(settings.GUIDANCE_MAIL_WAIT);
  if (mail === 'M4') await notePreNoticeAccepted(tx, reference, new Date(acceptedAt), act, due);
  if (mail === 'M5') await noteGuidance(tx, reference, 'accepted', act);
}

/** ① bounced: ② is never sent (R68). ② bounced: the account is voided unless its password is set (R58). */
export async function noteMailBounced(
  { data: { mail, reference } }: EventOf<typeof mailBounced>,
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> {
  const act = { actor: 'notifications.mail-bounced', now: clock.now() };
  if (mail === 'M4') await notePreNoticeUndeliverable(tx, reference, act);
  if (mail === 'M5') await noteGuidance(tx, reference, 'bounced', act);
}

/** ① was given up: treated as a bounce. ② was given up: it may have arrived, so the account stays. */
export async function noteMailFailed(
  { data: { mail, reference } }: EventOf<typeof mailFailed>,
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> {
  const act = { actor: 'notifications.mail-failed', now: clock.now() };
  if (mail === 'M4') await notePreNoticeUndeliverable(tx, reference, act);
  if (mail === 'M5') await noteGuidance(tx, reference, 'failed', act);
}
