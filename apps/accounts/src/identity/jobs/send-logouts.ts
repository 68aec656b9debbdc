import type { Job } from '@todoke/composition';
import Provider from 'oidc-provider';
import type { Config } from '../../config.js';
import { Databases } from '../../persistence/databases.js';
import { claimLogouts, forgetLogout, type Logout, rememberEndedSessions } from '../persistence/provider-sessions.js';
import { logoutsEvery } from '../../retry-policy.js';

const batch = 20;

/**
 * Notifies services of ended sessions (OpenID Connect Back-Channel Logout 1.0), and retries those that were
 * unavailable.
 */
export const sendLogouts: Job<Config> = {
  name: 'send-logouts',
  every: logoutsEvery,
  round: async ({ get, logger, settings }) => {
    const databases = get(Databases);
    const { worker } = databases;
    await databases.inTransaction(rememberEndedSessions);
    const logouts = await claimLogouts(worker, batch, settings.LOGOUT_RETRY_MS);
    await Promise.all(
      logouts.map(async (logout) => {
        try {
          await send(get(Provider), logout);
          await forgetLogout(worker, logout.id);
        } catch (error) {
          const about = { client: logout.clientId, attempts: logout.attempts };
          logger.warn({ err: error, ...about }, 'a sign-out waits for its service');
        }
      }),
    );
    return logouts.length === batch;
  },
};

/** The provider's own way to send a logout token, which its types leave out. */
interface LogoutClient {
  backchannelLogout(person: string, sid: string): Promise<void>;
}

async function send(provider: Provider, { clientId, person, sid }: Logout): Promise<void> {
  const client = (await provider.Client.find(clientId)) as unknown as LogoutClient | undefined;
  await client?.backchannelLogout(person, sid);
}
