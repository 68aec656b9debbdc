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
  on(applicationSubmitted, countAs('waiting', 1)),
  // Counts like any other; its approval is announced beside it (R74).
  on(proxyApplicationFiled, countAs('waiting', 1)),
  on(applicationApproved, countAs('approved', 2)),
  on(applicationRejected, countAs('rejected', 2)),
  on(accountIssued, countAs('issued', 3)),
  // An account that was there may report now: an end of the application without a new account (R71).
  on(permissionGranted, countAs('granted', 3)),
  on(applicationClosed, countAs<DataOf<typeof applicationClosed>>(({ reason }) => reason, 3)),
  on(accountVoided, countAs('voided', 3)),
  on(institutionChanged, noteInstitution),
];
