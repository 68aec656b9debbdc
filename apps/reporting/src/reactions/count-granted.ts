import type { permissionGranted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';

/** An account that was there may report now: an end of the application without a new account (R71). */
export const countGranted: Reaction<typeof permissionGranted, Transaction> = async (
  { aggregate, data },
  tx,
) => {
  const { number, prefecture } = data;
  await noteApplication(tx, { number, prefecture, state: 'granted', stage: 3, version: aggregate.version });
};
