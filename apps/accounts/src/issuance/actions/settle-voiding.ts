import type { Act } from '@todoke/database';
import { type accountVoidingRequested, accountVoidingRefused, type DataOf } from '@todoke/events';
import { announce, prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { isEnded } from '../domain/application.js';
import { lockApplication } from '../persistence/applications.js';
import { type Kept, voidIssued } from './void-issued.js';

/** Of what is told of the refusal: it may be told again, and says the same. */
const version = 1;

/**
 * A prefecture asks to void an account whose mail ② was given up (R58). It stays where ② arrived: then the address is
 * changed instead (R59). A request that comes again changes nothing.
 * @throws PrerequisiteMissing where the account is not issued yet, as after a restore, or where the outcome of ② has
 * not been heard
 */
export async function settleVoiding(
  tx: Transaction,
  { number, prefecture }: DataOf<typeof accountVoidingRequested>,
  act: Act,
): Promise<void> {
  const application = await lockApplication(tx, number);
  if (application === undefined) throw prerequisiteMissing('the application is not here yet');
  const { progress, guidance } = application;
  if (progress.status === 'voided') return;
  if (application.prefecture !== prefecture) return refuse(tx, number, 'not-issued', act);
  if (progress.status !== 'issued') {
    if (isEnded(progress.status)) return refuse(tx, number, 'not-issued', act);
    throw prerequisiteMissing('the account is not issued yet');
  }
  // The prefecture asks since it heard that ② was given up.
  if (guidance === undefined) throw prerequisiteMissing('the outcome of mail 2 is not known yet');
  if (guidance === 'accepted') return refuse(tx, number, 'guidance-accepted', act);
  const voided = await voidIssued(tx, application, act);
  if ('kept' in voided) await refuse(tx, number, voided.kept, act);
}

const refuse = (tx: Transaction, number: string, why: Kept | 'guidance-accepted', { now }: Act): Promise<void> =>
  announce(tx, accountVoidingRefused, { id: number, version, occurredAt: now, data: { number, why } });
