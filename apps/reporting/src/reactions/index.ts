import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  applicationSubmitted,
  institutionChanged,
  permissionGranted,
  proxyApplicationFiled,
} from '@todoke/events';
import { on } from '@todoke/messaging';
import { countApproved } from './count-approved.js';
import { countClosed } from './count-closed.js';
import { countFiled } from './count-filed.js';
import { countGranted } from './count-granted.js';
import { countIssued } from './count-issued.js';
import { countRejected } from './count-rejected.js';
import { countSubmitted } from './count-submitted.js';
import { countVoided } from './count-voided.js';
import { noteInstitution } from './note-institution.js';

/** What this service hears, and what it then does. */
export const reactions = [
  on(applicationSubmitted, countSubmitted),
  on(proxyApplicationFiled, countFiled),
  on(applicationApproved, countApproved),
  on(applicationRejected, countRejected),
  on(accountIssued, countIssued),
  on(permissionGranted, countGranted),
  on(applicationClosed, countClosed),
  on(accountVoided, countVoided),
  on(institutionChanged, noteInstitution),
];
