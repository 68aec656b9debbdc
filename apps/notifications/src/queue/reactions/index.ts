import { type Hearing, on } from '@todoke/messaging';
import {
  accountIssued,
  addressChanged,
  applicationRejected,
  applicationSubmitted,
  inquiryAnswered,
  passwordResetRequested,
  permissionGranted,
  preNoticeWanted,
  ssoDeclined,
  verificationRequested,
} from '@todoke/events';
import * as mails from '../../mails/index.js';
import { queueMail, type QueueMailNeeds } from './queue-mail.js';

/** What is heard, and the mail that it makes. */
export const reactions = (needs: QueueMailNeeds): Hearing[] => [
  on(verificationRequested, queueMail(mails.verificationCode, needs)),
  on(applicationSubmitted, queueMail(mails.applicationReceived, needs)),
  on(applicationRejected, queueMail(mails.applicationRejected, needs)),
  on(preNoticeWanted, queueMail(mails.preNotice, needs)),
  on(accountIssued, queueMail(mails.accountGuidance, needs)),
  on(permissionGranted, queueMail(mails.existingUser, needs)),
  on(passwordResetRequested, queueMail(mails.passwordReset, needs)),
  on(inquiryAnswered, queueMail(mails.inquiryAnswered, needs)),
  on(addressChanged, queueMail(mails.addressChanged, needs)),
  on(ssoDeclined, queueMail(mails.ssoDeclined, needs)),
];
