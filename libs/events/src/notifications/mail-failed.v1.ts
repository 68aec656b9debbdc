import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailOutcome } from '../facts.js';

/** The mail was given up: too late to be of use, or no server took it within the time. */
export const mailFailed = defineEvent(
  'notifications.mail-failed.v1',
  'mail',
  z.object({
    ...mailOutcome,
    reason: z.enum(['expired', 'gave-up', 'unreadable']),
  }),
  { orderingKey: ({ reference }) => reference },
);
