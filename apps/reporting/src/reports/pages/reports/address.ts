import type { SignedIn } from '@todoke/service';
import { schemeNamed } from '../../actions/find-own.js';
import { type Asked, type AskedOwn, isOnPaper } from '../../actions/open-report.js';
import { type Kind, kinds } from '../../domain/report.js';
import type { Scheme } from '../../domain/window.js';
import { problems } from '../../problems.js';

/** The report that an address names: `/reports/medical/yearly`. @throws Problem page-missing */
export function askedBy(person: SignedIn, scheme: string, kind: string): AskedOwn {
  const known = kinds.find((one) => one === kind);
  if (known === undefined) throw problems.pageMissing();
  return { person, scheme: schemeNamed(scheme), kind: known };
}

/** The address of a report of the own institution. */
export const reportPath = (scheme: Scheme, kind: Kind): string => `/reports/${scheme}/${kind}`;

/** The address of the report that is asked for. */
export const pathOf = (asked: Asked): string =>
  isOnPaper(asked) ? `/paper-reports/${asked.onPaper}` : reportPath(asked.scheme, asked.kind);
