import type { Act } from '@todoke/database';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { saveGuidance, type Application } from '../persistence/applications.js';
import { voidIssued } from './void-issued.js';

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
  if (outcome !== 'bounced') return noted;
  const voided = await voidIssued(tx, noted, act);
  return 'kept' in voided ? noted : voided;
}
