import { on } from '@todoke/messaging';
import {
  accountIssued,
  accountVoided,
  applicationClosed,
  applicationReturned,
  applicationSubmitted,
  type EventOf,
  institutionChanged,
  mailOutcomes,
  permissionGranted,
  preNoticeWanted,
} from '@todoke/events';
import { findMunicipality } from '@todoke/japan';
import type { Transaction } from '../../persistence/databases.js';
import { type ApplicationProgress, followApplications } from '../actions/follow-applications.js';
import { receiveApplications } from '../actions/receive-applications.js';
import { type SentBack, takeBack } from '../actions/take-back.js';
import { identityOfInstitution } from '../domain/duplicates.js';
import { openReview } from '../domain/open.js';
import type { Outcome } from '../domain/review.js';
import { newestInstitutions } from '../persistence/institutions.js';
import { keyColumns } from '../persistence/rows.js';
import { isAboutApplication, noteMails } from './note-mails.js';

/** The table of reactions: applications, their progress at accounts, outcomes of mails, institutions. */
export const reactions = [
  on.batch(applicationSubmitted, (events, tx: Transaction) => receiveApplications(tx, events.map(reviewIn))),
  on.batch(
    [preNoticeWanted, accountIssued, permissionGranted, applicationClosed, accountVoided],
    (events, tx: Transaction) => followApplications(tx, events.map(progressIn)),
  ),
  on.batch(applicationReturned, (events, tx: Transaction) => takeBack(tx, events.map(sentBackIn))),
  on.batch(mailOutcomes, noteMails, { when: isAboutApplication }),
  // For the search for possible duplicates (R162).
  on.projection(institutionChanged, (events) => newestInstitutions(events.map(institutionIn))),
];

/** An institution applied: its prefecture has to decide (R46). */
const reviewIn = ({ data, occurredAt }: EventOf<typeof applicationSubmitted>) =>
  openReview(data.number, data.items, data.address, new Date(occurredAt), data.round);

/** 差戻し, or the approval was undone: the prefecture has to decide again (R46). */
const sentBackIn = ({ aggregate, data, occurredAt }: EventOf<typeof applicationReturned>): SentBack => ({
  number: data.number,
  round: data.round,
  reason: data.reason,
  at: new Date(occurredAt),
  version: aggregate.version,
});

type ProgressEvent = EventOf<
  | typeof preNoticeWanted
  | typeof accountIssued
  | typeof permissionGranted
  | typeof applicationClosed
  | typeof accountVoided
>;

/** The application has this outcome at accounts. */
const progressIn = (event: ProgressEvent): ApplicationProgress => ({
  number: event.data.number,
  outcome: outcomeIn(event),
  at: new Date(event.occurredAt),
  round: event.data.round,
  version: event.aggregate.version,
});

function outcomeIn(event: ProgressEvent): Outcome {
  switch (event.subject) {
    // 確認完了 without an account: the check has begun (R67)
    case preNoticeWanted.subject:
      return 'pre-notice-sent';
    // 発行完了 (R48)
    case accountIssued.subject:
      return 'issued';
    // 権限付与 for an existing account (R71, R76)
    case permissionGranted.subject:
      return 'granted';
    // An end without an account: 対応不要, or mail ① could not be delivered (R72, R68)
    case applicationClosed.subject:
      return event.data.reason;
    // 発行取消, because ② bounced (R58)
    case accountVoided.subject:
      return 'voided';
  }
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
