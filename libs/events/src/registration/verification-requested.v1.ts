import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress, sealed } from '../facts.js';

/** A code was requested for a typed address (R15, R16). The mail is never sent after `expiresAt`. */
export const verificationRequested = defineEvent(
  'registration.verification-requested.v1',
  'verification',
  z.object({
    address: mailAddress,
    sealedCode: sealed,
    expiresAt: z.iso.datetime({ offset: true }),
  }),
);
