import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  institutionChanged,
  permissionGranted,
  type DataOf,
  proxyApplicationFiled,
} from '@todoke/events';
import { on } from '@todoke/messaging';
import { countAs } from './count-application.js';
import { noteInstitution } from './note-institution.js';

/** What this service hears, and what it then does. */
export const reactions = [
  on.each(applicationSubmitted, countAs('waiting')),
  // Counts like any other; its approval is announced beside it (R74).
  on.each(proxyApplicationFiled, countAs('waiting')),
  on.each(applicationApproved, countAs('approved')),
  on.each(applicationRejected, countAs('rejected')),
  on.each(accountIssued, countAs('issued')),
  // An account that was there may report now: an end of the application without a new account (R71).
  on.each(permissionGranted, countAs('granted')),
  on.each(applicationClosed, countAs<DataOf<typeof applicationClosed>>(({ reason }) => reason)),
  on.each(accountVoided, countAs('voided')),
  on.each(institutionChanged, noteInstitution),
];
