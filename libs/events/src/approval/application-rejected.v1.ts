import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress, prefecture, round } from '../facts.js';

/** The prefecture rejected the application, with a reason that the applicant reads (R64). */
export const applicationRejected = defineEvent(
  'approval.application-rejected.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    address: mailAddress,
    institutionName: z.string(),
    reason: z.string(),
  }),
);
