import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture, round } from '../facts.js';

/** ② bounced before a password was set: the account is void and the institution may apply again (R58). */
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
