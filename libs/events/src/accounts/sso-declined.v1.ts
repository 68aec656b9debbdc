import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';

/** Consent to the sister site was declined. The secretariat asks for the reason (R124). */
export const ssoDeclined = defineEvent(
  'accounts.sso-declined.v1',
  'person',
  z.object({
    person: z.string(),
    loginId: z.string(),
    address: mailAddress,
  }),
);
