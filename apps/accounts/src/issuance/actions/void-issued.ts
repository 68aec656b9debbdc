import type { Act } from '@todoke/database';
import { accountVoided } from '@todoke/events';
import { toldRound } from '@todoke/lifecycle';
import { announce } from '@todoke/messaging';
import { findAccountOf, voidAccount } from '../../identity/index.js';
import { changeInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { guidanceUndeliverable } from '../domain/decisions.js';
import type { Application } from '../persistence/applications.js';
import { proceed } from './proceed.js';

/** Why an account stays. Approval has a sentence for each. */
export type Kept = 'password-set' | 'address-changed' | 'not-issued';

/**
 * Voids the account of an application whose mail ② did not arrive (R58), where nobody has set a password and the
 * account still has the address to which ② went.
 * @param application as it was locked within `tx`
 * @returns the application as it is then, or why the account stays
 */
export async function voidIssued(
  tx: Transaction,
  application: Application,
  act: Act,
): Promise<Application | { readonly kept: Kept }> {
  const { progress, number, round, prefecture, address } = application;
  const next = guidanceUndeliverable(progress);
  if (progress.status !== 'issued' || next === undefined) return { kept: 'not-issued' };
  const { institution, institutionCreated } = progress;
  const account = await findAccountOf(tx, institution);
  if (account?.addresses.includes(address) !== true) return { kept: 'address-changed' };
  if (!(await voidAccount(tx, progress.person, act))) return { kept: 'password-set' };
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
