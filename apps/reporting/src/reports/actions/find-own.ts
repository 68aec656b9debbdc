import { permissions } from '@todoke/lifecycle';
import type { SignedIn } from '@todoke/service';
import { findOwnInstitution, type Institution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { type Access, accessOf, type Standing, standingOf } from '../domain/possible.js';
import type { Report } from '../domain/report.js';
import { presentWindow, type ReportWindow, type Scheme } from '../domain/window.js';
import { isKnown } from '../persistence/earlier.js';
import { findReportsOf } from '../persistence/reports.js';
import { findWindows } from '../persistence/windows.js';
import { problems } from '../problems.js';

/** The scheme of an address. @throws Problem page-missing */
export function schemeNamed(text: string): Scheme {
  const scheme = permissions.find((known) => known === text);
  if (scheme === undefined) throw problems.pageMissing();
  return scheme;
}

/** Where an institution stands with a scheme, with all of its reports. */
export interface OwnStanding extends Standing {
  /** The newest first. */
  readonly reports: readonly Report[];
  /** Those that its prefecture has set for the scheme. */
  readonly windows: readonly ReportWindow[];
}

export async function findStanding(
  tx: Transaction,
  { id, prefecture }: Pick<Institution, 'id' | 'prefecture'>,
  scheme: Scheme,
  now: Date,
): Promise<OwnStanding> {
  const place = { prefecture, scheme };
  const windows = await findWindows(tx, place);
  const reports = await findReportsOf(tx, id, scheme);
  const known = await isKnown(tx, id, scheme);
  return { ...standingOf(presentWindow(windows, place, now), reports, known, now), reports, windows };
}

/** The own institution, and whether it reports under a scheme. */
export async function findOwn(
  tx: Transaction,
  person: SignedIn,
  scheme: Scheme,
): Promise<{ readonly institution: Institution | undefined; readonly access: Access }> {
  const institution = await findOwnInstitution(tx, person.institution);
  return { institution, access: accessOf(institution, scheme) };
}

/** The own institution that reports under a scheme. @throws Problem not-permitted */
export async function permitted(tx: Transaction, person: SignedIn, scheme: Scheme): Promise<Institution> {
  const { institution, access } = await findOwn(tx, person, scheme);
  if (institution === undefined || access !== 'permitted') throw problems.notPermitted();
  return institution;
}
