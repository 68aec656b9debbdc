import type { Subject } from './catalogue.js';

/**
 * Which module hears which events: service → module → subjects, sorted. Each app compares its part with the reactions
 * of its modules in a test. Tools that need the consumers of an event, such as endurance, read it here.
 */
export const hears: Readonly<Record<string, Readonly<Record<string, readonly Subject[]>>>> = {
  registration: {
    applying: ['notifications.mail-accepted.v1', 'notifications.mail-bounced.v1', 'notifications.mail-failed.v1'],
    status: [
      'accounts.account-issued.v1',
      'accounts.account-voided.v1',
      'accounts.application-closed.v1',
      'accounts.application-returned.v1',
      'accounts.permission-granted.v1',
      'accounts.pre-notice-wanted.v1',
      'approval.application-approved.v1',
      'approval.application-rejected.v1',
      'approval.proxy-application-filed.v1',
      'notifications.mail-accepted.v1',
      'notifications.mail-bounced.v1',
      'notifications.mail-failed.v1',
    ],
  },
  approval: {
    'address-changes': [
      'accounts.address-change-refused.v1',
      'accounts.address-changed.v1',
      'notifications.mail-accepted.v1',
      'notifications.mail-bounced.v1',
      'notifications.mail-failed.v1',
    ],
    api: ['accounts.api-client-changed.v1'],
    desk: ['accounts.institution-changed.v1'],
    people: ['accounts.person-changed.v1'],
    reviews: [
      'accounts.account-issued.v1',
      'accounts.account-voided.v1',
      'accounts.application-closed.v1',
      'accounts.application-returned.v1',
      'accounts.institution-changed.v1',
      'accounts.permission-granted.v1',
      'accounts.pre-notice-wanted.v1',
      'notifications.mail-accepted.v1',
      'notifications.mail-bounced.v1',
      'notifications.mail-failed.v1',
      'registration.application-submitted.v1',
    ],
    todos: [
      'accounts.account-voided.v1',
      'accounts.account-voiding-refused.v1',
      'accounts.permission-granted.v1',
      'notifications.mail-bounced.v1',
      'notifications.mail-failed.v1',
    ],
  },
  accounts: {
    'address-changes': ['approval.address-change-requested.v1'],
    issuance: [
      'approval.account-voiding-requested.v1',
      'approval.application-approved.v1',
      'approval.approval-withdrawn.v1',
      'notifications.mail-accepted.v1',
      'notifications.mail-bounced.v1',
      'notifications.mail-failed.v1',
    ],
  },
  notifications: {
    queue: [
      'accounts.account-issued.v1',
      'accounts.address-changed.v1',
      'accounts.password-reset-requested.v1',
      'accounts.permission-granted.v1',
      'accounts.pre-notice-wanted.v1',
      'accounts.sso-declined.v1',
      'approval.application-rejected.v1',
      'registration.application-submitted.v1',
      'registration.verification-requested.v1',
      'reporting.inquiry-answered.v1',
      'reporting.reminder-wanted.v1',
      'reporting.report-returned.v1',
    ],
  },
  reporting: {
    home: [
      'accounts.account-issued.v1',
      'accounts.account-voided.v1',
      'accounts.application-closed.v1',
      'accounts.application-returned.v1',
      'accounts.permission-granted.v1',
      'approval.application-approved.v1',
      'approval.application-rejected.v1',
      'approval.proxy-application-filed.v1',
      'registration.application-submitted.v1',
    ],
    institutions: ['accounts.institution-changed.v1', 'accounts.person-changed.v1'],
  },
};
