import type { applicationClosed } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';

export const countClosed: Reaction<typeof applicationClosed, Transaction> = async (
  { aggregate, data },
  tx,
) => {
  const { number, prefecture } = data;
  await noteApplication(tx, { number, prefecture, state: data.reason, stage: 3, version: aggregate.version });
};
