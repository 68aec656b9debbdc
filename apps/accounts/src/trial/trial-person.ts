import { roles } from '@todoke/service';
import { z } from 'zod';

/** Somebody who can sign in to the trial system, as `TRIAL_PEOPLE` names them. */
export const trialPerson = z.object({
  role: z.enum(roles),
  prefecture: z.string().regex(/^\d{2}$/).optional(),
  area: z.array(z.string()).optional(),
  loginId: z.string().min(1),
  password: z.string().min(8),
  /** Name of the institution whose account it is. */
  institution: z.string().optional(),
});
export type TrialPerson = z.output<typeof trialPerson>;

