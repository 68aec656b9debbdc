import type { applicationSubmitted } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';
import { placeOf } from '../projections/applications/place.js';

export const countSubmitted: Reaction<typeof applicationSubmitted, Transaction> = async (
  { aggregate, data },
  tx,
) => {
  const { number } = data;
  await noteApplication(tx, {
    number,
    ...placeOf(data.items),
    state: 'waiting',
    stage: 1,
    version: aggregate.version,
  });
};
