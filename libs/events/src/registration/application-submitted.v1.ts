import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationItems, applicationNumber, mailAddress, prefecture, round } from '../facts.js';

/** An institution applied (R41). `address` is the verified one and equals `items.email` (R36). */
export const applicationSubmitted = defineEvent(
  'registration.application-submitted.v1',
  'application',
  z.object({
    number: applicationNumber,
    round,
    prefecture,
    items: applicationItems,
    address: mailAddress,
  }),
);
