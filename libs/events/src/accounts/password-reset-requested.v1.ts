import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress, sealed } from '../facts.js';

/** A new password was requested by login ID. The link goes to the registered address (R131). */
export const passwordResetRequested = defineEvent(
  'accounts.password-reset-requested.v1',
  'password-reset',
  z.object({
    request: z.string(),
    loginId: z.string(),
    address: mailAddress,
    sealedToken: sealed,
    expiresAt: z.iso.datetime({ offset: true }),
  }),
);
