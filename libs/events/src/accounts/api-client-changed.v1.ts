import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { prefecture } from '../facts.js';

/** The present facts of a prefecture's own system: announced when it is issued, gets another secret, or is revoked. */
export const apiClientChanged = defineEvent(
  'accounts.api-client-changed.v1',
  'api-client',
  z.object({
    /** `client_id` of its tokens. */
    clientId: z.string(),
    prefecture,
    /** What its tokens may allow, as `applications:read`; whoever does not know one ignores it. */
    scopes: z.array(z.string()),
    /** False from its revocation on: its tokens are worth nothing any more. */
    active: z.boolean(),
    /** What it files is a trial: it stays at approval, and mails nobody. */
    sandbox: z.boolean().optional(),
  }),
);
