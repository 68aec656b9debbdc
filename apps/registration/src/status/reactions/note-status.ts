import type { Envelope } from '@todoke/events';
import { firstRound } from '@todoke/lifecycle';
import { prerequisiteMissing } from '@todoke/messaging';
import type { Status } from '../domain/progress.js';
import type { Transaction } from '../../persistence/databases.js';
import { noteStatus } from '../persistence/progress.js';

type AboutApplication = Envelope<string, { number: string; round?: number | undefined }>;

/** Notes that an application reached a status. One that is not known yet was filed by a prefecture. */
export async function note(event: AboutApplication, status: Status, tx: Transaction): Promise<void> {
  const { number, round = firstRound } = event.data;
  const { version } = event.aggregate;
  const occurredAt = new Date(event.occurredAt);
  const known = await noteStatus(tx, { number, status, round, version, occurredAt, actor: event.subject });
  if (!known) throw prerequisiteMissing(`application ${number} is not known here yet`);
}

export const statusBecomes =
  (status: Status) =>
  (event: AboutApplication, tx: Transaction): Promise<void> =>
    note(event, status, tx);
