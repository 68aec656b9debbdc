import type { EventContract } from '@todoke/events';
import type { MailCode } from '../queue/domain/mail.js';
import { accountGuidance } from './account-guidance/mail.js';
import { addressChanged } from './address-changed/mail.js';
import { applicationReceived } from './application-received/mail.js';
import { applicationRejected } from './application-rejected/mail.js';
import type { Links, MailDefinition } from './define-mail.js';
import { existingUser } from './existing-user/mail.js';
import { inquiryAnswered } from './inquiry-answered/mail.js';
import { passwordReset } from './password-reset/mail.js';
import { preNotice } from './pre-notice/mail.js';
import { compileMail, type RenderMail } from './render.js';
import { ssoDeclined } from './sso-declined/mail.js';
import type { MailSettings } from './templates.js';
import { verificationCode } from './verification-code/mail.js';

export {
  accountGuidance,
  addressChanged,
  applicationReceived,
  applicationRejected,
  existingUser,
  inquiryAnswered,
  passwordReset,
  preNotice,
  ssoDeclined,
  verificationCode,
};

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
] as const satisfies readonly MailDefinition<EventContract>[];

/** A mail ready to be sent: how it is made and how it reads. */
export interface CompiledMail {
  readonly definition: MailDefinition;
  readonly render: RenderMail;
}

export type MailCatalogue = ReadonlyMap<MailCode, CompiledMail>;

/** Compiles all texts. Throws TemplateError at the first that does not fit its mail. */
export const compileMails = (settings: MailSettings, links: Links): MailCatalogue =>
  new Map(
    (mails as readonly MailDefinition[]).map((definition) => [
      definition.code,
      { definition, render: compileMail(definition, settings, links) },
    ]),
  );
