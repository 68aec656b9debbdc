import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture, round } from '../facts.js';

/** The application ended without a new account. */
export const applicationClosed = defineEvent(
  'accounts.application-closed.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    /** `nothing-to-do`: 対応不要 (R72). `pre-notice-undeliverable`: ① could not be delivered (R68). */
    reason: z.enum(['nothing-to-do', 'pre-notice-undeliverable']),
  }),
);
