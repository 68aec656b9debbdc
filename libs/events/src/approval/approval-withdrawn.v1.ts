import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture, round } from '../facts.js';

/**
 * An official wants the approval of this round undone (R46). accounts alone knows whether the check has begun: if not,
 * `accounts.application-returned` follows; if it has, the events of the check say so and nothing changes.
 */
export const approvalWithdrawn = defineEvent(
  'approval.approval-withdrawn.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    /** Subject of the official. */
    withdrawnBy: z.string(),
  }),
);
