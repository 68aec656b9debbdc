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
  on.each(proxyApplicationFiled, noteProxyApplication),
  on.each(applicationApproved, statusBecomes('approved')),
  on.each(applicationRejected, statusBecomes('rejected')),
  on.each(preNoticeWanted, statusBecomes('pre-notice-sent')),
  on.each(accountIssued, statusBecomes('issued')),
  on.each(permissionGranted, statusBecomes('permission-granted')),
  on.each(applicationClosed, noteClosing),
  on.each(accountVoided, statusBecomes('voided')),
  on.each(mailAccepted, noteMailAccepted),
  on.each(mailBounced, noteMailBounced),
  on.each(mailFailed, noteMailFailed),
];
