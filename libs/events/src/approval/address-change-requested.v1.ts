import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';

/** A prefecture requested another mail address for an account (R59, R81, R164). */
export const addressChangeRequested = defineEvent(
  'approval.address-change-requested.v1',
  'address-change',
  z.object({
    request: z.string(),
    institution: z.string(),
    oldAddress: mailAddress,
    newAddress: mailAddress,
    /** Subject of the official. */
    requestedBy: z.string(),
  }),
);
