import type { Act } from '@todoke/database';
import { accountVoided } from '@todoke/events';
import { toldRound } from '@todoke/lifecycle';
import { announce, prerequisiteMissing } from '@todoke/messaging';
import { voidAccount } from '../../identity/index.js';
import { changeInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { guidanceUndeliverable } from '../domain/decisions.js';
import { saveGuidance, type Application } from '../persistence/applications.js';
import { proceed } from './proceed.js';

type Outcome = NonNullable<Application['guidance']>;

/**
 * The outcome of mail ②. If it bounced before a password was set, the account is voided and the institution may apply
 * again (R58). If a password was set, the account stays.
 * @param application as it was locked within `tx`
 * @throws PrerequisiteMissing
 */
export async function noteGuidance(
  tx: Transaction,
  application: Application,
  outcome: Outcome,
  act: Act,
): Promise<Application> {
  const { number, progress } = application;
  if (progress.status === 'voided') return application;
  if (progress.status !== 'issued') throw prerequisiteMissing('the account is not issued yet');
  // A bounce is final: later outcomes change nothing.
  const noted = application.guidance === 'bounced' ? application : { ...application, guidance: outcome };
  if (noted !== application) await saveGuidance(tx, number, outcome);
  return outcome === 'bounced' ? voidIfUnset(tx, noted, act) : noted;
}

async function voidIfUnset(tx: Transaction, application: Application, act: Act): Promise<Application> {
  const { progress, number, round, prefecture } = application;
  const next = guidanceUndeliverable(progress);
  if (progress.status !== 'issued' || next === undefined) return application;
  if (!(await voidAccount(tx, progress.person, act))) return application;
  const { institution, institutionCreated } = progress;
  await changeInstitution(tx, institution, { kind: 'account-removed', voided: institutionCreated }, act);
  const voided = await proceed(tx, application, next, act);
  await announce(tx, accountVoided, {
    id: number,
    version: voided.version,
    occurredAt: act.now,
    data: { number, ...toldRound(round), prefecture, institution, reason: 'guidance-undeliverable' },
  });
  return voided;
}
