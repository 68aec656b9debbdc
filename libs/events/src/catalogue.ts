import type { Envelope, EventContract } from './define-event.js';
import { verificationRequested } from './registration/verification-requested.v1.js';
import { applicationSubmitted } from './registration/application-submitted.v1.js';
import { proxyApplicationFiled } from './approval/proxy-application-filed.v1.js';
import { applicationApproved } from './approval/application-approved.v1.js';
import { applicationRejected } from './approval/application-rejected.v1.js';
import { approvalWithdrawn } from './approval/approval-withdrawn.v1.js';
import { addressChangeRequested } from './approval/address-change-requested.v1.js';
import { accountVoidingRequested } from './approval/account-voiding-requested.v1.js';
import { preNoticeWanted } from './accounts/pre-notice-wanted.v1.js';
import { accountIssued } from './accounts/account-issued.v1.js';
import { permissionGranted } from './accounts/permission-granted.v1.js';
import { applicationClosed } from './accounts/application-closed.v1.js';
import { applicationReturned } from './accounts/application-returned.v1.js';
import { accountVoided } from './accounts/account-voided.v1.js';
import { accountVoidingRefused } from './accounts/account-voiding-refused.v1.js';
import { addressChanged } from './accounts/address-changed.v1.js';
import { addressChangeRefused } from './accounts/address-change-refused.v1.js';
import { passwordResetRequested } from './accounts/password-reset-requested.v1.js';
import { institutionChanged } from './accounts/institution-changed.v1.js';
import { personChanged } from './accounts/person-changed.v1.js';
import { apiClientChanged } from './accounts/api-client-changed.v1.js';
import { ssoDeclined } from './accounts/sso-declined.v1.js';
import { mailAccepted } from './notifications/mail-accepted.v1.js';
import { mailBounced } from './notifications/mail-bounced.v1.js';
import { mailFailed } from './notifications/mail-failed.v1.js';
import { inquiryAnswered } from './reporting/inquiry-answered.v1.js';
import { reminderWanted } from './reporting/reminder-wanted.v1.js';
import { reportReleased } from './reporting/report-released.v1.js';
import { reportReturned } from './reporting/report-returned.v1.js';
import { reportSubmitted } from './reporting/report-submitted.v1.js';

/** Every event version that a service may still hear. */
export const catalogue = [
  verificationRequested,
  applicationSubmitted,
  proxyApplicationFiled,
  applicationApproved,
  applicationRejected,
  approvalWithdrawn,
  addressChangeRequested,
  accountVoidingRequested,
  preNoticeWanted,
  accountIssued,
  permissionGranted,
  applicationClosed,
  applicationReturned,
  accountVoided,
  accountVoidingRefused,
  addressChanged,
  addressChangeRefused,
  passwordResetRequested,
  institutionChanged,
  personChanged,
  apiClientChanged,
  ssoDeclined,
  mailAccepted,
  mailBounced,
  mailFailed,
  inquiryAnswered,
  reminderWanted,
  reportSubmitted,
  reportReturned,
  reportReleased,
] as const satisfies readonly EventContract[];

/**
 * Contracts that no service announces yet. No stream and no outbox has such an event, so they may still change. The
 * release that first announces one takes it off this list and freezes its example.
 */
export const notYetAnnounced: readonly EventContract[] = [ssoDeclined, inquiryAnswered];

export type Subject = (typeof catalogue)[number]['subject'];

const bySubject = new Map<string, EventContract>(catalogue.map((event) => [event.subject, event]));

export const findEvent = (subject: string): EventContract | undefined => bySubject.get(subject);

/** The producing service, the first token of the subject. */
export const producerOf = (subject: string): string => subject.slice(0, subject.indexOf('.'));

/**
 * The ordering key of an event: events with the same key concern the same rows, so a consumer takes them one after the
 * other.
 */
export const orderingKeyOf = (event: Envelope): string =>
  findEvent(event.subject)?.orderingKey?.(event.data as never) ?? event.aggregate.id;
