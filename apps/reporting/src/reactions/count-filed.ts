import type { proxyApplicationFiled } from '@todoke/events';
import type { Reaction } from '@todoke/messaging';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../persistence/databases.js';
import { placeOf } from '../projections/applications/place.js';

/** A proxy application counts like any other; its approval is announced beside it (R74). */
export const countFiled: Reaction<typeof proxyApplicationFiled, Transaction> = async (
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
