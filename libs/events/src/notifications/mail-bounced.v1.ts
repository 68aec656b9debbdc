import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailOutcome } from '../facts.js';

/** The mail was refused for good, at once or by a later notice (不達). */
export const mailBounced = defineEvent(
  'notifications.mail-bounced.v1',
  'mail',
  z.object({
    ...mailOutcome,
    /** Enhanced status code (RFC 3463), such as 5.1.1. */
    status: z.string().max(16),
    reason: z.enum(['no-such-address', 'mailbox-full', 'refused', 'unknown']),
  }),
  { orderingKey: ({ reference }) => reference },
);
