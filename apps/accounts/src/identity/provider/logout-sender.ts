import type Provider from 'oidc-provider';
import type { LogoutSender } from '../actions/send-logouts.js';

/** The provider's own way to send a logout token, which its types leave out. */
interface LogoutClient {
  backchannelLogout(person: string, sid: string): Promise<void>;
}

export const logoutSenderOf =
  (provider: Provider): LogoutSender =>
  async ({ clientId, person, sid }) => {
    const client = (await provider.Client.find(clientId)) as unknown as LogoutClient | undefined;
    await client?.backchannelLogout(person, sid);
  };
