import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';
import { reportFacts } from './report-facts.js';

/** The prefecture wants a report corrected, and says why (M11). */
export const reportReturned = defineEvent(
  'reporting.report-returned.v1',
  'report',
  z.object({
    ...reportFacts,
    institutionName: z.string().min(1),
    reason: z.string().min(1),
    /** Of those who sign in for the institution; none where nobody does. */
    addresses: z.array(mailAddress),
    /** The last day on which it is taken again; absent where no such day is set. */
    until: z.iso.date().optional(),
  }),
);
