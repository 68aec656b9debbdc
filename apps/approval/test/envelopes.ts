import { randomUUID } from 'node:crypto';
import type { DataOf, Envelope, EventContract } from '@todoke/events';
import { friday } from './samples.js';

/** An event as another service would announce it. */
export function envelope<Contract extends EventContract>(
  contract: Contract,
  aggregate: { id: string; version: number },
  data: DataOf<Contract>,
  occurredAt: Date = friday,
): Envelope {
  return contract.parse({
    id: randomUUID(),
    subject: contract.subject,
    occurredAt: occurredAt.toISOString(),
    correlationId: randomUUID(),
    aggregate: { type: contract.aggregateType, ...aggregate },
    data,
  });
}

/** The same event under another id, as a producer would send it that announced it twice. */
export const again = (event: Envelope): Envelope => ({ ...event, id: randomUUID() });
