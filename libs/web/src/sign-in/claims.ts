import { roles, type SignedIn } from '@todoke/service';
import { z } from 'zod';

const claims = z.object({
  sub: z.string().min(1).max(255),
  sid: z.string().min(1).max(255).optional(),
  role: z.enum(roles),
  name: z.string().min(1).max(100).optional(),
  prefecture: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  area: z.array(z.string().max(10)).max(2_000).optional(),
  institution: z.string().min(1).max(255).optional(),
});

/** The person in the claims of an id_token. Undefined where the claims are not valid. */
export function personFrom(idToken: unknown): SignedIn | undefined {
  const { data } = claims.safeParse(idToken);
  if (data === undefined) return undefined;
  const present = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as unknown as SignedIn;
}
