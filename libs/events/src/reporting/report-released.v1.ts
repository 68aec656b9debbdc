import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { reportFacts } from './report-facts.js';

/** The prefecture released a report for publication (R50). */
export const reportReleased = defineEvent(
  'reporting.report-released.v1',
  'report',
  z.object({
    ...reportFacts,
    /** The day from which the public reads it. */
    publishedOn: z.iso.date(),
  }),
);
