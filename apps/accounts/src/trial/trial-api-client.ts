import { z } from 'zod';
import { apiScopes } from '../identity/index.js';

/** A system of a prefecture in the trial, as the JSON of `TRIAL_API_CLIENTS` describes it. */
export const trialApiClient = z.object({
  prefecture: z.string().regex(/^\d{2}$/),
  clientId: z.string().min(1),
  clientSecret: z.string().min(16),
  scopes: z.array(z.enum(apiScopes)).min(1),
});
export type TrialApiClient = z.output<typeof trialApiClient>;
