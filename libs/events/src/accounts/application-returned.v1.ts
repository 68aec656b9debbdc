import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { applicationNumber, prefecture } from '../facts.js';

/** The application waits for its prefecture again, in the next round: 差戻し, or its approval was undone (R46). */
export const applicationReturned = defineEvent(
  'accounts.application-returned.v1',
  'application',
  z.object({
    number: applicationNumber,
    /** The round that begins with this event, so never the first. */
    round: z.int().min(2),
    prefecture,
    /** What the secretariat wants looked at, for officials; absent where the prefecture withdrew its approval. */
    reason: z.string().optional(),
  }),
);
