import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationItems, applicationNumber, prefecture, round } from '../facts.js';

/** A prefecture applied for an institution (R74). */
export const proxyApplicationFiled = defineEvent(
  'approval.proxy-application-filed.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    items: applicationItems,
    /** Subject of the official. */
    filedBy: z.string(),
  }),
);
