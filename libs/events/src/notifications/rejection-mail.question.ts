import { z } from 'zod';
import { defineQuestion } from '../define-question.js';
import { applicationNumber } from '../facts.js';

/** How the mail about a rejection (M3) would read, before the official sends it. Nothing of it is kept. */
export const rejectionMailAsked = defineQuestion(
  'ask.notifications.rejection-mail',
  z.object({
    number: applicationNumber,
    institutionName: z.string(),
    /** 却下理由 as it is typed so far. */
    reason: z.string(),
  }),
  z.object({ subject: z.string(), text: z.string() }),
);
