import type { Transaction } from '../../persistence/databases.js';
import type { YearlyWindow } from '../domain/report-window.js';

/** The days between which a prefecture takes reports (R52). @param prefecture two digits */
export const findWindow = async (tx: Transaction, prefecture: string): Promise<YearlyWindow | undefined> =>
  (await tx.reportWindow.findUnique({ where: { prefecture } })) ?? undefined;
