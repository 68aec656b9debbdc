import { z } from 'zod';
import { defineEvent } from '../define-event.js';

/** The mail address of an account was not changed as a prefecture had requested (R164). */
export const addressChangeRefused = defineEvent(
  'accounts.address-change-refused.v1',
  'address-change',
  z.object({
    request: z.string(),
    /** A code, such as `old-address-differs`. It is an open string: who does not know one shows a general sentence. */
    why: z.string().min(1).max(64),
  }),
);
