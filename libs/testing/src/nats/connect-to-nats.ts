import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsServer } from '@todoke/service';
import { patience } from '../eventually.js';

/** @param url with user and password, as NATS_URL and demo.json have it */
export function connectToNats(url: string, name = 'a test'): Promise<NatsConnection> {
  const { user = 'operator', ...server } = natsServer(url);
  return connect({ ...server, user, name, timeout: patience, inboxPrefix: `_INBOX.${user}` });
}
