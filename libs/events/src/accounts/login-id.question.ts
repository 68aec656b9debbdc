import { z } from 'zod';
import { defineQuestion } from '../define-question.js';
import { asker } from '../facts.js';

/**
 * ログインID照会 (R79, R163): the login ID of an institution's account, asked for by an official who has checked who calls.
 * The answer is shown once and kept nowhere but in the audit of both sides, which has no login ID.
 */
export const loginIdAsked = defineQuestion(
  'ask.accounts.login-id',
  z.object({
    asker,
    institution: z.string().min(1).max(64),
    /** Id of the identity check at the asking desk, for the audit. */
    check: z.string().min(1).max(64),
  }),
  z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('found'),
      loginId: z.string().min(1),
      /** `unset`: nobody has set a password yet. */
      state: z.enum(['unset', 'active', 'suspended']),
    }),
    /** There is the institution, and nobody can sign in for it. */
    z.object({ outcome: z.literal('no-account') }),
    /** There is none of that id, or none within the jurisdiction of who asks. */
    z.object({ outcome: z.literal('unknown') }),
  ]),
);
