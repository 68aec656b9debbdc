import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationItems, applicationNumber, mailAddress, prefecture, round, route } from '../facts.js';

/** The prefecture approved the application. The secretariat checks it next (R46). */
export const applicationApproved = defineEvent(
  'approval.application-approved.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    route,
    items: applicationItems,
    address: mailAddress,
    /** Subject of the official. */
    approvedBy: z.string(),
    approvedAt: z.iso.datetime({ offset: true }),
    submittedAt: z.iso.datetime({ offset: true }),
  }),
);
