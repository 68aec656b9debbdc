import {
  accountIssued,
  accountVoided,
  applicationApproved,
  applicationClosed,
  applicationRejected,
  mailAccepted,
  mailBounced,
  mailFailed,
  permissionGranted,
  preNoticeWanted,
  proxyApplicationFiled,
} from '@todoke/events';
import { type Hearing, on } from '@todoke/messaging';
import type { Transaction } from '../../persistence/databases.js';
import { noteClosing } from './note-closing.js';
import { noteMailAccepted, noteMailBounced, noteMailFailed } from './note-mail.js';
import { noteProxyApplication } from './note-proxy-application.js';
import { statusBecomes } from './note-status.js';

/** What registration does when it hears something: it decides nothing about an application, it remembers. */
export const reactions: readonly Hearing<Transaction>[] = [
  on(proxyApplicationFiled, noteProxyApplication),
  on(applicationApproved, statusBecomes('approved')),
  on(applicationRejected, statusBecomes('rejected')),
  on(preNoticeWanted, statusBecomes('pre-notice-sent')),
  on(accountIssued, statusBecomes('issued')),
  on(permissionGranted, statusBecomes('permission-granted')),
  on(applicationClosed, noteClosing),
  on(accountVoided, statusBecomes('voided')),
  on(mailAccepted, noteMailAccepted),
  on(mailBounced, noteMailBounced),
  on(mailFailed, noteMailFailed),
];
