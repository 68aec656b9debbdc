import type { Transaction } from '../../persistence/databases.js';
import { logoutGivenUpAfter } from '../../retry-policy.js';

interface StoredSession {
  authorizations?: Record<string, { sid?: string }>;
}

export interface Logout {
  readonly id: bigint;
  readonly clientId: string;
  readonly person: string;
  readonly sid: string;
  readonly attempts: number;
}

/**
 * Notes which services are to be told of the sessions that ended with a change of their person, which a trigger of
 * `identity_people` ends. They are told as soon as they can be reached.
 */
export async function rememberEndedSessions(tx: Transaction): Promise<void> {
  const ended = await tx.$queryRaw<{ person: string; payload: string }[]>`
    DELETE FROM identity_provider_items WHERE model = 'EndedSession' RETURNING account_id AS person, payload`;
  for (const { person, payload } of ended) {
    const { authorizations = {} } = JSON.parse(payload) as StoredSession;
    for (const [clientId, { sid }] of Object.entries(authorizations)) {
      if (sid !== undefined) await rememberLogout(tx, { clientId, person, sid });
    }
  }
}

export async function rememberLogout(
  tx: Transaction,
  logout: { clientId: string; person: string; sid: string },
): Promise<void> {
  const now = Date.now();
  const giveUpAt = new Date(now + logoutGivenUpAfter);
  await tx.pendingLogout.createMany({ data: [{ ...logout, nextAt: new Date(now), giveUpAt }], skipDuplicates: true });
}

/**
 * Claims due logouts by postponing them, so that only one of several processes sends each.
 * @param retryAfter milliseconds until one is due again that is not forgotten
 */
export async function claimLogouts(tx: Transaction, limit: number, retryAfter: number): Promise<Logout[]> {
  return tx.$queryRaw<Logout[]>`
    UPDATE identity_pending_logouts
    SET next_at = now() + ${retryAfter}::int * interval '1 millisecond', attempts = attempts + 1
    WHERE id IN (SELECT id FROM identity_pending_logouts WHERE next_at <= now() ORDER BY next_at LIMIT ${limit}
                 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id, client_id AS "clientId", person, sid, attempts`;
}

export async function forgetLogout(tx: Transaction, id: bigint): Promise<void> {
  await tx.pendingLogout.deleteMany({ where: { id } });
}

export async function forgetHopelessLogouts(tx: Transaction): Promise<number> {
  return tx.$executeRaw`DELETE FROM identity_pending_logouts WHERE give_up_at < now()`;
}
