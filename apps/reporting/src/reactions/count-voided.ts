import type { accountVoided } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';

export const countVoided: Reaction<typeof accountVoided, Transaction> = async ({ aggregate, data }, tx) => {
  const { number, prefecture } = data;
  await noteApplication(tx, { number, prefecture, state: 'voided', stage: 3, version: aggregate.version });
};
