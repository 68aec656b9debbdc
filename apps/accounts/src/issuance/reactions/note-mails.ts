import type { Parts } from '@todoke/composition';
import { mailOutcome, type MailOutcomeEvent } from '@todoke/events';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteGuidance } from '../actions/note-guidance.js';
import { notePreNotice } from '../actions/note-pre-notice.js';
import { guidanceDueAfter } from '../domain/decisions.js';
import { lockApplications } from '../persistence/applications.js';

export const isAboutIssuance = ({ data: { mail } }: MailOutcomeEvent): boolean => mail === 'M4' || mail === 'M5';

/** The outcome of ① decides whether ② is sent (R68), that of ② whether the account stays (R58). */
export async function noteMails(
  events: readonly MailOutcomeEvent[],
  tx: Transaction,
  { clock, settings }: Parts<Config>,
): Promise<void> {
  const now = clock.now();
  const due = guidanceDueAfter(settings.GUIDANCE_MAIL_WAIT);
  const outcomes = events.map(mailOutcome);
  const applications = await lockApplications(
    tx,
    outcomes.map(({ reference }) => reference),
  );
  for (const { mail, reference, state, at } of outcomes) {
    const act = { actor: `notifications.mail-${state}`, now };
    const application = applications.get(reference);
    if (application === undefined) throw prerequisiteMissing('the application is not here yet');
    const noted =
      mail === 'M4'
        ? await notePreNotice(tx, application, { state, at }, due, act)
        : await noteGuidance(tx, application, state, act);
    applications.set(reference, noted);
  }
}
