import { reportReleased, reportReturned, reportSubmitted } from '@todoke/events';
import { dayInTokyo } from '@todoke/japan';
import { announceAll } from '@todoke/messaging';
import { addressesOf, findInstitution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Act, Report, Step } from '../domain/report.js';
import { lastDayOf, phaseOf, publicationDayOf, windowOf } from '../domain/window.js';
import { saveSteps } from '../persistence/reports.js';
import { findWindows } from '../persistence/windows.js';

/**
 * Stores what became of reports that the transaction has locked, with their history, and announces what others have to
 * know. Steps that changed nothing leave nothing behind.
 */
export async function recordSteps(tx: Transaction, steps: readonly Step[], act: Act): Promise<void> {
  const changed = steps.filter((step) => step.changed);
  await saveSteps(tx, changed, act);
  const announced: Parameters<typeof announceAll>[1][number][] = [];
  for (const { report, told } of changed) {
    const fact = { id: report.id, version: report.version, occurredAt: act.at };
    if (told === 'submitted') {
      announced.push([reportSubmitted, { ...fact, data: { ...factsOf(report), route: report.route } }]);
    }
    if (told === 'released') {
      const publishedOn = report.publishedOn ?? publicationDayOf(report.fiscalYear);
      announced.push([reportReleased, { ...fact, data: { ...factsOf(report), publishedOn } }]);
    }
    if (told === 'returned') announced.push([reportReturned, { ...fact, data: await returnedFacts(tx, report, act) }]);
  }
  await announceAll(tx, announced);
}

const factsOf = ({ institution, scheme, fiscalYear, kind }: Report) => ({
  institution,
  scheme,
  year: fiscalYear,
  kind,
});

/** With the addresses of M11, and the last day as long as the window is open. */
async function returnedFacts(tx: Transaction, report: Report, act: Act) {
  const { institution, prefecture, scheme, fiscalYear, kind } = report;
  const window = windowOf(await findWindows(tx, { prefecture, scheme }), { prefecture, scheme }, fiscalYear);
  const isOpen = kind !== 'occasional' && phaseOf(window, dayInTokyo(act.at)) === 'open';
  return {
    ...factsOf(report),
    institutionName: (await findInstitution(tx, institution))?.name ?? '',
    reason: report.returned?.reason ?? '',
    addresses: (await addressesOf(tx, [institution])).get(institution) ?? [],
    ...(isOpen && { until: lastDayOf(window) }),
  };
}
