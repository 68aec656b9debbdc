import type { Transaction } from '../../persistence/databases.js';

/** Subject of refusals of login IDs that nobody has, of all of them together. */
export const nobody = 'unknown';

/** Actions in the audit. */
type Refused = 'sign-in.refused' | 'api-client.refused';

/**
 * Counts a refused sign-in, and audits the 1st, 2nd, 4th, 8th … of an hour, with the count so far. So thousands of
 * attempts leave a dozen rows, in which an official sees that they happened, when and how many. One statement, so that
 * it takes the same time whether it audits or not.
 * @param subject a person's id, that of an API client, or `nobody`
 */
export async function noteRefusedSignIn(
  tx: Transaction,
  subject: string,
  at: Date,
  action: Refused = 'sign-in.refused',
): Promise<void> {
  await tx.$executeRaw`
    WITH counted AS (
      INSERT INTO identity_refused_sign_ins AS known (subject, hour, refused)
      VALUES (${subject}, date_trunc('hour', ${at}::timestamptz), 1)
      ON CONFLICT (subject) DO UPDATE SET
        refused = CASE WHEN known.hour = excluded.hour THEN known.refused + 1 ELSE 1 END,
        hour = excluded.hour
      RETURNING refused
    )
    INSERT INTO audit (action, subject, detail)
    SELECT ${action}, ${subject}, jsonb_build_object('refused', refused)
    FROM counted, (SELECT set_config('todoke.actor', 'unknown', true)) AS told WHERE refused & (refused - 1) = 0`;
}
