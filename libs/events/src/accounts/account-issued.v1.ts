import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress, prefecture, round, sealed } from '../facts.js';

/** The account was issued (発行完了). Mail ② brings its login ID and the password link (R68, R69). */
export const accountIssued = defineEvent(
  'accounts.account-issued.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    loginId: z.string(),
    address: mailAddress,
    institution: z.string(),
    institutionName: z.string(),
    sealedToken: sealed,
    issuedAt: z.iso.datetime({ offset: true }),
  }),
);
