import type { Values } from '@todoke/forms';
import type { Transaction } from '../../persistence/databases.js';
import type { State } from '../domain/report.js';

/** A step of a report. */
export interface PastStep {
  readonly version: number;
  readonly state: State;
  readonly at: Date;
  /** Subject of the person, or the name of a job. */
  readonly by: string;
  /** Name in lists, where the person of the transaction may know it. */
  readonly name: string | null;
  readonly reason: string | null;
  readonly formVersion: number;
  /** What was reported, in the steps in which something was. */
  readonly values: Values | null;
}

/** The steps of a report, the newest first. */
export const findSteps = (tx: Transaction, report: string): Promise<PastStep[]> => tx.$queryRaw<PastStep[]>`
    SELECT h.version, h.state, h.at, h.by, p.name, h.reason, h.form_version AS "formVersion", h.values
    FROM reports_history AS h LEFT JOIN institutions_people AS p ON p.id = h.by
    WHERE h.report = ${report}::uuid ORDER BY h.version DESC`;
