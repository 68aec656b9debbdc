import { isUuid } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { findInstitution, type Institution } from '../../../institutions/index.js';
import type { Transaction } from '../../../persistence/databases.js';
import type { Report } from '../../domain/report.js';
import { findReport } from '../../persistence/reports.js';
import { problems } from '../../problems.js';

/** A report that an official may see, and whose it is. @throws Problem report-missing */
export async function openReported(
  tx: Transaction,
  name: string,
): Promise<{ readonly report: Report; readonly institution: Institution | undefined }> {
  const report = isUuid(name) ? await findReport(tx, name) : undefined;
  if (report === undefined) throw problems.reportMissing();
  return { report, institution: await findInstitution(tx, report.institution) };
}

/** Whether the person decides about reports, or reads them only. */
export const decides = ({ role }: SignedIn): boolean => role === 'prefecture';
