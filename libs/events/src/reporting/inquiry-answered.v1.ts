import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';

/** The secretariat answered an inquiry (R150). */
export const inquiryAnswered = defineEvent(
  'reporting.inquiry-answered.v1',
  'inquiry',
  z.object({
    inquiry: z.string(),
    address: mailAddress,
  }),
);
