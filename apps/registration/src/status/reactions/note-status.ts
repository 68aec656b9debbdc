import type { Envelope } from '@todoke/events';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Status } from '../domain/progress.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteStatus } from '../persistence/progress.js';

type AboutApplication = Envelope<string, { number: string }>;

/** Notes that an application reached a status. One that is not known yet was filed by a prefecture. */
export async function note(event: AboutApplication, status: Status, tx: Transaction): Promise<void> {
  const { number } = event.data;
  const occurredAt = new Date(event.occurredAt);
  const known = await noteStatus(tx, { number, status, occurredAt, actor: event.subject });
  if (!known) throw prerequisiteMissing(`application ${number} is not known here yet`);
}

export const statusBecomes =
  (status: Status) =>
  (event: AboutApplication, tx: Transaction): Promise<void> =>
    note(event, status, tx);
