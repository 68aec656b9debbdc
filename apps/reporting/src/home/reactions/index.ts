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
import { on } from '@todoke/composition';
import { countAs } from './count-application.js';
import { noteInstitution } from './note-institution.js';

/** What this service hears, and what it then does. */
export const reactions = [
  on.each(applicationSubmitted, countAs('waiting', 1)),
  // Counts like any other; its approval is announced beside it (R74).
  on.each(proxyApplicationFiled, countAs('waiting', 1)),
  on.each(applicationApproved, countAs('approved', 2)),
  on.each(applicationRejected, countAs('rejected', 2)),
  on.each(accountIssued, countAs('issued', 3)),
  // An account that was there may report now: an end of the application without a new account (R71).
  on.each(permissionGranted, countAs('granted', 3)),
  on.each(applicationClosed, countAs<DataOf<typeof applicationClosed>>(({ reason }) => reason, 3)),
  on.each(accountVoided, countAs('voided', 3)),
  on.each(institutionChanged, noteInstitution),
];
