import { z } from 'zod';
import { defineEvent } from '../define-event.js';

/** The prefecture released a report for publication (R50). */
export const reportReleased = defineEvent(
  'reporting.report-released.v1',
  'report',
  z.object({
    institution: z.string(),
    year: z.int(),
    kind: z.enum(['medical', 'pharmacy']),
  }),
);
