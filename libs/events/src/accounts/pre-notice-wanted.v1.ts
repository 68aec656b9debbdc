import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress, round } from '../facts.js';

/** The secretariat's check is done and no account exists: mail ① tests the delivery (R67). */
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
