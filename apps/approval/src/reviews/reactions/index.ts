import { on } from '@todoke/messaging';
import {
  accountIssued,
  accountVoided,
  applicationClosed,
  applicationSubmitted,
  type Envelope,
  type EventOf,
  institutionChanged,
  mailOutcomes,
  permissionGranted,
} from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { followApplication } from '../actions/follow-application.js';
import { receiveApplication } from '../actions/receive-application.js';
import { identityOfInstitution } from '../domain/duplicates.js';
import { openReview } from '../domain/open.js';
import type { Outcome } from '../domain/review.js';
import { keepInstitutions } from '../persistence/institutions.js';
import { keyColumns } from '../persistence/rows.js';
import { noteMail } from './note-mail.js';

/** The table of reactions: applications, their progress at accounts, outcomes of mails, institutions. */
export const reactions = [
  on.each(applicationSubmitted, receive),
  // 発行完了 (R48); 権限付与 for an existing account (R71, R76).
  on.each(accountIssued, becomes('issued')),
  on.each(permissionGranted, becomes('granted')),
  // An end without an account: 対応不要, or mail ① could not be delivered (R72, R68).
  on.each(applicationClosed, (event, tx: Transaction) => becomes(event.data.reason)(event, tx)),
  // 発行取消, because ② bounced (R58).
  on.each(accountVoided, becomes('voided')),
  ...mailOutcomes.map((outcome) => on.each(outcome, noteMail)),
  // For the search for possible duplicates (R162).
  on.batch(institutionChanged, (events, tx: Transaction) => keepInstitutions(tx, events.map(institutionIn))),
];

/** An institution applied: its prefecture has to decide (R46). */
function receive({ data, occurredAt }: EventOf<typeof applicationSubmitted>, tx: Transaction): Promise<void> {
  const now = new Date(occurredAt);
  const review = openReview(data.number, data.items, data.address, now, data.round);
  return receiveApplication(tx, review, { actor: 'open-review', now });
}

type AboutApplication = Pick<
  Envelope<string, { number: string; round?: number | undefined }>,
  'aggregate' | 'data' | 'occurredAt'
>;

/** The application has this outcome at accounts. */
function becomes(outcome: Outcome) {
  return ({ aggregate, data, occurredAt }: AboutApplication, tx: Transaction): Promise<void> =>
    followApplication(tx, data.number, {
      outcome,
      at: new Date(occurredAt),
      round: data.round,
      version: aggregate.version,
    });
}

const institutionIn = ({ aggregate, data }: EventOf<typeof institutionChanged>) => ({
  id: data.institution,
  version: aggregate.version,
  prefecture: data.prefecture,
  municipalityCode: findMunicipality(data.prefecture, data.municipality)?.code ?? null,
  name: data.name,
  location: data.location,
  street: data.street ?? null,
  ...keyColumns(identityOfInstitution(data)),
  hasAccount: data.hasAccount,
});
