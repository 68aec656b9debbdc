import { type Act, audit } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import { assertTransition, type Progress } from '../domain/application.js';
import { saveProgress, type Application } from '../persistence/applications.js';

/**
 * Takes an application one step further: checks that the step is legal (R159), saves and audits it. Events of the step
 * carry the new version.
 * @param application as it was found for change, within `tx`
 */
export async function proceed(
  tx: Transaction,
  application: Application,
  progress: Progress,
  act: Act,
): Promise<Application> {
  const from = application.progress.status;
  assertTransition(from, progress.status);
  const changed = { ...application, progress, version: application.version + 1 };
  await saveProgress(tx, changed, act.now);
  await audit(tx, {
    actor: act.actor,
    action: `application.${progress.status}`,
    subject: application.number,
    detail: { from },
  });
  return changed;
}
