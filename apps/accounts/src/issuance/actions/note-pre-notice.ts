import type { Act } from '@todoke/database';
import type { MailOutcome } from '@todoke/events';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { checkHasBegun } from '../domain/application.js';
import { type GuidanceDue, preNoticeAccepted, preNoticeUndeliverable } from '../domain/decisions.js';
import type { Application } from '../persistence/applications.js';
import { settle } from './settle.js';

/**
 * The outcome of mail ① (R68). If the receiving server accepted it, ② gets its due date. If it bounced or was given up,
 * ② is never sent.
 * @param application as it was locked within `tx`
 * @throws PrerequisiteMissing: ① is sent after 確認完了, so an outcome that comes before it is redelivered
 */
export async function notePreNotice(
  tx: Transaction,
  application: Application,
  { state, at }: Pick<MailOutcome, 'state' | 'at'>,
  due: GuidanceDue,
  act: Act,
): Promise<Application> {
  const { progress } = application;
  if (!checkHasBegun(progress)) throw prerequisiteMissing('mail 1 was not asked for yet');
  const outcome = state === 'accepted' ? preNoticeAccepted(progress, at, due) : preNoticeUndeliverable(progress);
  return settle(tx, application, outcome, act);
}
