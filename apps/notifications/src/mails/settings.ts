import type { Config } from '../config.js';
import type { Links } from './define-mail.js';
import type { MailSettings } from './templates.js';

export const linksOf = (settings: Config): Links => ({
  registration: settings.REGISTRATION_URL,
  accounts: settings.ACCOUNTS_URL,
  reporting: settings.REPORTING_URL,
});

export const mailSettingsOf = (settings: Config): MailSettings => ({
  senderName: settings.SENDER_NAME,
  senderAddress: settings.SENDER_ADDRESS,
  supportPhone: settings.SUPPORT_PHONE,
  applicationUrl: `${settings.REGISTRATION_URL}/user-Registration-Form`,
  loginUrl: `${settings.ACCOUNTS_URL}/login`,
  schemeMedicalUrl: settings.SCHEME_MEDICAL_URL,
  schemePharmacyUrl: settings.SCHEME_PHARMACY_URL,
});
