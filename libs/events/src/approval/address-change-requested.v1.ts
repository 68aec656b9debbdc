import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress, prefecture } from '../facts.js';

/** A prefecture requested another mail address for an account (R59, R81, R164). */
export const addressChangeRequested = defineEvent(
  'approval.address-change-requested.v1',
  'address-change',
  z.object({
    request: z.string(),
    /** That of the official, who may change accounts of institutions there alone. */
    prefecture,
    institution: z.string(),
    oldAddress: mailAddress,
    newAddress: mailAddress,
    /** Whether the official confirmed that other institutions may use the new address as well. */
    shared: z.boolean(),
    /** Subject of the official. */
    requestedBy: z.string(),
  }),
);
