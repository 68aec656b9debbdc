import { apiClientChanged, type EventOf } from '@todoke/events';
import { on } from '@todoke/messaging';
import { newestClients } from '../persistence/clients.js';

/** The table of reactions: which systems there are, and what they may do. */
export const reactions = [on.projection(apiClientChanged, (events) => newestClients(events.map(clientIn)))];

const clientIn = ({ aggregate, data }: EventOf<typeof apiClientChanged>) => ({
  clientId: data.clientId,
  version: aggregate.version,
  prefecture: data.prefecture,
  scopes: data.scopes,
  active: data.active,
  sandbox: data.sandbox ?? false,
});
