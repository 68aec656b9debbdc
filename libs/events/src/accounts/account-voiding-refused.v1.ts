import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber } from '../facts.js';

/** An account was not voided as a prefecture had asked: it stays as it is (R58). */
export const accountVoidingRefused = defineEvent(
  'accounts.account-voiding-refused.v1',
  'account-voiding',
  z.object({
    number: applicationNumber,
    /** A code, such as `password-set`. It is an open string: who does not know one shows a general sentence. */
    why: z.string().min(1).max(64),
  }),
);
