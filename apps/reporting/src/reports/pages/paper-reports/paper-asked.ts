import { isUuid } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import type { AskedOnPaper } from '../../actions/open-report.js';
import { problems } from '../../problems.js';

/** The report on paper that an address names. @throws Problem report-missing */
export function paperAsked(person: SignedIn, report: string): AskedOnPaper {
  if (!isUuid(report)) throw problems.reportMissing();
  return { person, onPaper: report };
}
