import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress } from '../facts.js';

/** The mail address of an account was changed at a prefecture's request. M9 confirms it (R82). */
export const addressChanged = defineEvent(
  'accounts.address-changed.v1',
  'address-change',
  z.object({
    request: z.string(),
    loginId: z.string(),
    addresses: z.array(mailAddress).min(1),
    institution: z.string(),
    institutionName: z.string(),
  }),
);
