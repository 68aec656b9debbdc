import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailOutcome } from '../facts.js';

/** The receiving server accepted the mail (送信完了). */
export const mailAccepted = defineEvent(
  'notifications.mail-accepted.v1',
  'mail',
  z.object({
    ...mailOutcome,
    acceptedAt: z.iso.datetime({ offset: true }),
  }),
  { orderingKey: ({ reference }) => reference },
);
