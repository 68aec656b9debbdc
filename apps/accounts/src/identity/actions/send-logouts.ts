import type { Logger } from '@todoke/service';
import type { Transaction } from '../../persistence/databases.js';
import { claimLogouts, forgetLogout, type Logout } from '../persistence/provider-sessions.js';

/** Notifies one service that a session has ended (OpenID Connect Back-Channel Logout 1.0). */
export type LogoutSender = (logout: Pick<Logout, 'clientId' | 'person' | 'sid'>) => Promise<void>;

const batch = 20;

/**
 * Notifies services of ended sessions, and retries those that were unavailable.
 * @returns whether there may be more
 */
export async function sendLogouts(database: Transaction, send: LogoutSender, logger: Logger): Promise<boolean> {
  const logouts = await claimLogouts(database, batch);
  await Promise.all(
    logouts.map(async (logout) => {
      try {
        await send(logout);
        await forgetLogout(database, logout.id);
      } catch (error) {
        const about = { client: logout.clientId, attempts: logout.attempts };
        logger.warn({ err: error, ...about }, 'a sign-out waits for its service');
      }
    }),
  );
  return logouts.length === batch;
}
