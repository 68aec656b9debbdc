import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';

/**
 * An institution owes an answer to a round of a survey, and is to be asked for it by mail: once a round. The aggregate
 * is `<survey>:<day>:<institution>`, in its first version.
 */
export const reminderWanted = defineEvent(
  'reporting.reminder-wanted.v1',
  'reminder',
  z.object({
    /** Key of the form, as in its address: `daily`. */
    survey: z.string().regex(/^[a-z][a-z0-9-]*$/),
    surveyTitle: z.string().min(1),
    /** The round, by its day in Japan. */
    day: z.iso.date(),
    institution: z.string().min(1),
    institutionName: z.string().min(1),
    addresses: z.array(mailAddress).min(1),
    /** Until then the answer is wanted. */
    deadline: z.iso.datetime({ offset: true }),
  }),
);
