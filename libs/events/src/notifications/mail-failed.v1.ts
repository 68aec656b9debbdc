import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailOutcome } from '../facts.js';

/** The mail was given up: its time ran out, no server accepted it in time, or its content could not be read. */
export const mailFailed = defineEvent(
  'notifications.mail-failed.v1',
  'mail',
  z.object({
    ...mailOutcome,
    reason: z.enum(['expired', 'gave-up', 'unreadable']),
  }),
  { orderingKey: ({ reference }) => reference },
);
