import { readLoginId } from '@todoke/japan';
import { roles } from '@todoke/service';
import { z } from 'zod';
import { shortestPassword } from '../identity/index.js';

/** A person of the trial system, as the JSON of `TRIAL_PEOPLE` describes it. */
export const trialPerson = z.object({
  role: z.enum(roles),
  name: z.string().min(1).optional(),
  prefecture: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  area: z.array(z.string()).optional(),
  /** Stored as the login page reads it. */
  loginId: z.string().min(1).transform(readLoginId),
  password: z.string().min(shortestPassword),
  /** Name of the institution that the account belongs to. */
  institution: z.string().optional(),
});
export type TrialPerson = z.output<typeof trialPerson>;
