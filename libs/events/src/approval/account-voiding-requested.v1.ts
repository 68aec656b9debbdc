import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture } from '../facts.js';

/** A prefecture asks to void an account whose mail ② was given up, so that the institution may apply again (R58). */
export const accountVoidingRequested = defineEvent(
  'approval.account-voiding-requested.v1',
  'account-voiding',
  z.object({
    number: applicationNumber,
    /** That of the official. */
    prefecture,
    /** Subject of the official. */
    requestedBy: z.string(),
  }),
);
