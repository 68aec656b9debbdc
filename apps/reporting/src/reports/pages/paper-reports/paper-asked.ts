import { isUuid } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import type { Asked } from '../../actions/open-report.js';
import { problems } from '../../problems.js';

/** The report on paper that an address names. Its scheme and kind are its own. @throws Problem report-missing */
export function paperAsked(person: SignedIn, report: string): Asked & { readonly onPaper: string } {
  if (!isUuid(report)) throw problems.reportMissing();
  return { person, scheme: 'medical', kind: 'yearly', onPaper: report };
}
