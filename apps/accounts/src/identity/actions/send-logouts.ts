import type { Logger } from '@todoke/service';
import type { WorkerDatabase } from '../../persistence/databases.js';
import { claimLogouts, forgetLogout, type Logout } from '../persistence/provider-sessions.js';

/** Tells one service that a session is over (OpenID Connect Back-Channel Logout 1.0). */
export type LogoutSender = (logout: Pick<Logout, 'clientId' | 'person' | 'sid'>) => Promise<void>;

const batch = 20;

/**
 * Tells services of sessions that were ended, or that they could not be told of before.
 * @returns whether there may be more
 */
export async function sendLogouts(database: WorkerDatabase, send: LogoutSender, logger: Logger): Promise<boolean> {
  const logouts = await claimLogouts(database.direct, batch);
  await Promise.all(
    logouts.map(async (logout) => {
      try {
        await send(logout);
        await forgetLogout(database.direct, logout.id);
      } catch (error) {
        const about = { client: logout.clientId, attempts: logout.attempts };
        logger.warn({ err: error, ...about }, 'a sign-out waits for its service');
      }
    }),
  );
  return logouts.length === batch;
}
