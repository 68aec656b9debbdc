import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, mailAddress, permission, prefecture, round, route } from '../facts.js';

/** An existing account got the permission to report (R71). Mail ③ is sent on the self route only (R76). */
export const permissionGranted = defineEvent(
  'accounts.permission-granted.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    loginId: z.string(),
    /** The application's verified address first, then the registered one. */
    addresses: z.array(mailAddress).min(1),
    institution: z.string(),
    institutionName: z.string(),
    /** 住所, as mail ③ shows it (R109). */
    location: z.string(),
    permission,
    route,
  }),
);
