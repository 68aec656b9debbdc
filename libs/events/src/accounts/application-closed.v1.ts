import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture } from '../facts.js';

/** The application ends without a new account. */
export const applicationClosed = defineEvent(
  'accounts.application-closed.v1',
  'application',
  z.object({
    number: applicationNumber,
    prefecture,
    /** nothing-to-do: 対応不要 (R72); pre-notice-undeliverable: ① did not arrive (R68); not-issued: the secretariat found no ground. */
    reason: z.enum(['nothing-to-do', 'pre-notice-undeliverable', 'not-issued']),
  }),
);
