import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { preNoticeAccepted, preNoticeUndeliverable } from '../domain/decisions.js';
import { findApplicationForChange, type Application } from '../persistence/applications.js';
import type { GuidanceDue } from './guidance-due.js';
import type { Act } from './proceed.js';
import { settle } from './settle.js';

/** The application of an outcome of ①. ① is sent after 確認完了, so an outcome that comes before it is redelivered. */
async function withPreNotice(tx: Transaction, number: string): Promise<Application> {
  const application = await findApplicationForChange(tx, number);
  if (application === undefined) throw prerequisiteMissing('the application is not here yet');
  const { progress } = application;
  const asked = progress.status !== 'to-check' || progress.preNoticeAcceptedAt !== undefined;
  if (!asked) throw prerequisiteMissing('mail 1 was not asked for yet');
  return application;
}

/**
 * ① was accepted by the receiving server: ② gets its due date (R68).
 * @throws PrerequisiteMissing
 */
export async function notePreNoticeAccepted(
  tx: Transaction,
  number: string,
  at: Date,
  act: Act,
  due: GuidanceDue,
): Promise<void> {
  const application = await withPreNotice(tx, number);
  await settle(tx, application, preNoticeAccepted(application.progress, at, due), act);
}

/**
 * ① could not be delivered: ② is never sent (R68).
 * @throws PrerequisiteMissing
 */
export async function notePreNoticeUndeliverable(tx: Transaction, number: string, act: Act): Promise<void> {
  const application = await withPreNotice(tx, number);
  await settle(tx, application, preNoticeUndeliverable(application.progress), act);
}
