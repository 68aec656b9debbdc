import type { EventContract } from '@todoke/events';
import { accountGuidance } from './account-guidance/mail.js';
import { addressChanged } from './address-changed/mail.js';
import { applicationReceived } from './application-received/mail.js';
import { applicationRejected } from './application-rejected/mail.js';
import type { MailDefinition } from './define-mail.js';
import { existingUser } from './existing-user/mail.js';
import { inquiryAnswered } from './inquiry-answered/mail.js';
import { passwordReset } from './password-reset/mail.js';
import { preNotice } from './pre-notice/mail.js';
import { reportReturnedMail } from './report-returned/mail.js';
import { ssoDeclined } from './sso-declined/mail.js';
import { surveyReminder } from './survey-reminder/mail.js';
import { verificationCode } from './verification-code/mail.js';

/** Every mail that the system sends. */
export const mails = [
  verificationCode,
  applicationReceived,
  applicationRejected,
  preNotice,
  accountGuidance,
  existingUser,
  passwordReset,
  inquiryAnswered,
  addressChanged,
  ssoDeclined,
  reportReturnedMail,
  surveyReminder,
] as const satisfies readonly MailDefinition<EventContract>[];
