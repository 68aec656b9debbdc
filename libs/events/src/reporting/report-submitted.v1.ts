import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { reportFacts } from './report-facts.js';

/** An institution has made its report, or its prefecture has entered the one that came on paper (R50, R56). */
export const reportSubmitted = defineEvent(
  'reporting.report-submitted.v1',
  'report',
  z.object({ ...reportFacts, route: z.enum(['web', 'paper']) }),
);
