import type { Day } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import type { ReportWindow as Row } from '../../persistence/generated/client.js';
import type { Place, ReportWindow, Scheme } from '../domain/window.js';
import { dayIn } from './rows.js';

/** The windows that a prefecture has set for a scheme; of all prefectures and schemes where none is given. */
export async function findWindows(tx: Transaction, place: Partial<Place> = {}): Promise<ReportWindow[]> {
  const rows = await tx.reportWindow.findMany({
    where: {
      ...(place.prefecture !== undefined && { prefecture: place.prefecture }),
      ...(place.scheme !== undefined && { scheme: place.scheme }),
    },
    orderBy: [{ prefecture: 'asc' }, { scheme: 'asc' }, { fiscalYear: 'asc' }],
  });
  return rows.map(fromRow);
}

const fromRow = (row: Row): ReportWindow => ({
  prefecture: row.prefecture,
  scheme: row.scheme as Scheme,
  fiscalYear: row.fiscalYear,
  opensOn: dayIn(row.opensOn),
  closesOn: dayIn(row.closesOn),
  extendedUntil: row.extendedUntil === null ? undefined : dayIn(row.extendedUntil),
  referenceDay: dayIn(row.referenceDay),
  resultsFiscalYear: row.resultsFiscalYear,
  note: row.note ?? undefined,
  version: row.version,
});

const dateOf = (day: Day): Date => new Date(day);

/**
 * Stores a window, where it is still in the version that was seen: `window.version`, 0 where there was none.
 * @returns false where somebody has set it meanwhile
 */
export async function storeWindow(tx: Transaction, window: ReportWindow): Promise<boolean> {
  const { prefecture, scheme, fiscalYear, version } = window;
  const facts = {
    opensOn: dateOf(window.opensOn),
    closesOn: dateOf(window.closesOn),
    extendedUntil: window.extendedUntil === undefined ? null : dateOf(window.extendedUntil),
    referenceDay: dateOf(window.referenceDay),
    resultsFiscalYear: window.resultsFiscalYear,
    note: window.note ?? null,
  };
  const { count } =
    version === 0
      ? await tx.reportWindow.createMany({
          data: [{ prefecture, scheme, fiscalYear, ...facts }],
          skipDuplicates: true,
        })
      : await tx.reportWindow.updateMany({
          where: { prefecture, scheme, fiscalYear, version },
          data: { ...facts, version: { increment: 1 } },
        });
  return count === 1;
}
