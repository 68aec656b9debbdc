import type { applicationRejected } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';

export const countRejected: Reaction<typeof applicationRejected, Transaction> = async (
  { aggregate, data },
  tx,
) => {
  const { number, prefecture } = data;
  await noteApplication(tx, { number, prefecture, state: 'rejected', stage: 2, version: aggregate.version });
};
