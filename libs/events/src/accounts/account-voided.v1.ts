import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture, round } from '../facts.js';

/** The account was voided: ② bounced before a password was set. The institution may apply again (R58). */
export const accountVoided = defineEvent(
  'accounts.account-voided.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    institution: z.string(),
    reason: z.enum(['guidance-undeliverable']),
  }),
);
