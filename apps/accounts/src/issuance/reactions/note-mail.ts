import type { Parts } from '@todoke/composition';
import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteGuidance } from '../actions/note-guidance.js';
import { notePreNotice } from '../actions/note-pre-notice.js';
import { guidanceDueAfter } from '../domain/decisions.js';

/** The outcome of ① decides whether ② is sent (R68), that of ② whether the account stays (R58). */
export async function noteMail(
  event: MailOutcomeEvent,
  tx: Transaction,
  { clock, settings }: Parts<Config>,
): Promise<void> {
  const { mail, reference, state, at } = mailOutcome(event);
  const act = { actor: `notifications.mail-${state}`, now: clock.now() };
  if (mail === 'M4')
    await notePreNotice(tx, reference, { state, at }, guidanceDueAfter(settings.GUIDANCE_MAIL_WAIT), act);
  if (mail === 'M5') await noteGuidance(tx, reference, state, act);
}
