import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress } from '../facts.js';

/** The secretariat's check is done and no account exists: mail ① tests the delivery (R67). */
export const preNoticeWanted = defineEvent(
  'accounts.pre-notice-wanted.v1',
  'application',
  z.object({
    number: applicationNumber,
    address: mailAddress,
    institutionName: z.string(),
  }),
);
