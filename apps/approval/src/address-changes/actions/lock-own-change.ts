import { isUuid } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { type AddressChange, carriesOut } from '../domain/address-change.js';
import { lockChange } from '../persistence/address-changes.js';
import { problems } from '../problems.js';

/**
 * A request that the official may carry out, locked until the end of the transaction.
 * @throws Problem change-missing, for an unknown one and for another prefecture's alike; not-yours-to-change
 */
export async function lockOwnChange(tx: Transaction, id: string, official: Official): Promise<AddressChange> {
  const change = isUuid(id) ? await lockChange(tx, id) : undefined;
  if (change === undefined) throw problems.changeMissing();
  if (!carriesOut(official, change)) throw problems.notYoursToChange();
  return change;
}
