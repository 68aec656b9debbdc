import { rows } from '@todoke/testing';
import type { System } from '../system/system.js';

/** The state of an application at each service that knows it. */
export interface Stage {
  readonly number: string;
  readonly address: string;
  /** None while it waits for its prefecture. */
  readonly registration: string | null;
  readonly approval: string | null;
  readonly accounts: string | null;
  /** The outcome of mail ② at accounts. */
  readonly guidance: string | null;
  readonly reporting: string | null;
}

export const stagesOf = (system: System): Promise<Stage[]> =>
  rows<Stage>(
    system.adminUrl,
    `SELECT r.number, r.address, s.state AS registration, a.state AS approval, i.status AS accounts, i.guidance,
            p.state AS reporting
     FROM registration.applications r
     LEFT JOIN registration.status_applications s USING (number)
     LEFT JOIN approval.reviews a USING (number)
     LEFT JOIN accounts.issuance_applications i USING (number)
     LEFT JOIN reporting.applications p USING (number)
     ORDER BY r.number`,
  );

export const isIssued = ({ registration, approval, accounts, guidance, reporting }: Stage): boolean =>
  registration === 'issued' &&
  approval === 'issued' &&
  accounts === 'issued' &&
  guidance === 'accepted' &&
  reporting === 'issued';

/** The institution had its account already: 対応不要 (R72). */
export const isNothingToDo = ({ registration, approval, accounts, reporting }: Stage): boolean =>
  [registration, approval, accounts, reporting].every((state) => state === 'nothing-to-do');

export const hasEnded = (stage: Stage): boolean => isIssued(stage) || isNothingToDo(stage);

export const describe = ({ number, registration, approval, accounts, guidance, reporting }: Stage): string =>
  `${number}: registration ${registration}, approval ${approval ?? '—'}, ` +
  `accounts ${accounts ?? '—'} (② ${guidance ?? '—'}), reporting ${reporting ?? '—'}`;
