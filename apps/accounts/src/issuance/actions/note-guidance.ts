import type { Act } from '@todoke/database';
import { accountVoided } from '@todoke/events';
import { toldRound } from '@todoke/lifecycle';
import { announce, prerequisiteMissing } from '@todoke/messaging';
import { voidAccount } from '../../identity/index.js';
import { changeInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { guidanceUndeliverable } from '../domain/decisions.js';
import { lockApplication, saveGuidance, type Application } from '../persistence/applications.js';
import { proceed } from './proceed.js';

type Outcome = NonNullable<Application['guidance']>;

/**
 * The outcome of mail ②. If it bounced before a password was set, the account is voided and the institution may apply
 * again (R58). If a password was set, the account stays.
 * @throws PrerequisiteMissing
 */
export async function noteGuidance(tx: Transaction, number: string, outcome: Outcome, act: Act): Promise<void> {
  const application = await lockApplication(tx, number);
  if (application === undefined) throw prerequisiteMissing('the application is not here yet');
  const { progress } = application;
  if (progress.status === 'voided') return;
  if (progress.status !== 'issued') throw prerequisiteMissing('the account is not issued yet');
  // A bounce is final: later outcomes change nothing.
  if (application.guidance !== 'bounced') await saveGuidance(tx, number, outcome);
  if (outcome === 'bounced') await voidIfUnset(tx, application, act);
}

async function voidIfUnset(tx: Transaction, application: Application, act: Act): Promise<void> {
  const { progress, number, round, prefecture } = application;
  const next = guidanceUndeliverable(progress);
  if (progress.status !== 'issued' || next === undefined) return;
  if (!(await voidAccount(tx, progress.person, act))) return;
  const { institution, institutionCreated } = progress;
  await changeInstitution(tx, institution, { kind: 'account-removed', voided: institutionCreated }, act);
  const { version } = await proceed(tx, application, next, act);
  await announce(tx, accountVoided, {
    id: number,
    version,
    occurredAt: act.now,
    data: { number, ...toldRound(round), prefecture, institution, reason: 'guidance-undeliverable' },
  });
}
