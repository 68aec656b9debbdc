import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { mailAddress, prefecture } from '../facts.js';

/** The present facts of a person who can sign in, seeded ones included. */
export const personChanged = defineEvent(
  'accounts.person-changed.v1',
  'person',
  z.object({
    person: z.string(),
    /** What colleagues call the person or the office whose account it is. */
    name: z.string().optional(),
    loginId: z.string().optional(),
    role: z.enum(['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat', 'ops']),
    prefecture: prefecture.optional(),
    /** Municipality codes (団体コード, six digits). */
    area: z.array(z.string()).optional(),
    institution: z.string().optional(),
    addresses: z.array(mailAddress),
    active: z.boolean(),
  }),
);
