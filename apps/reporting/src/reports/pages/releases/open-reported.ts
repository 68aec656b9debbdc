import type { SignedIn } from '@todoke/service';
import { findInstitution, type Institution } from '../../../institutions/index.js';
import type { Transaction } from '../../../persistence/databases.js';
import type { Report } from '../../domain/report.js';
import { findReport } from '../../persistence/reports.js';
import { problems } from '../../problems.js';

const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A report that an official may see, and whose it is. @throws Problem report-missing */
export async function openReported(
  tx: Transaction,
  name: string,
): Promise<{ readonly report: Report; readonly institution: Institution | undefined }> {
  const report = id.test(name) ? await findReport(tx, name) : undefined;
  if (report === undefined) throw problems.reportMissing();
  return { report, institution: await findInstitution(tx, report.institution) };
}

/** Whether the person decides about reports, or reads them only. */
export const decides = ({ role }: SignedIn): boolean => role === 'prefecture';
