import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress, round } from '../facts.js';

/**
 * The secretariat completed the check, and the institution has no account. Mail ① tests whether the address can be
 * reached (R67).
 */
export const preNoticeWanted = defineEvent(
  'accounts.pre-notice-wanted.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    address: mailAddress,
    institutionName: z.string(),
  }),
);
