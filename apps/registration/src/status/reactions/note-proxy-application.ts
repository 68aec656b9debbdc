import type { EventOf, proxyApplicationFiled } from '@todoke/events';
import type { Transaction } from '../../persistence/databases.js';
import { addProxyApplication } from '../persistence/progress.js';

/** A prefecture applied for an institution (R74): what follows is about an application that began elsewhere. */
export async function noteProxyApplication(
  event: EventOf<typeof proxyApplicationFiled>,
  tx: Transaction,
): Promise<void> {
  const { number, prefecture } = event.data;
  await addProxyApplication(tx, { number, prefecture, filedAt: new Date(event.occurredAt) });
}
