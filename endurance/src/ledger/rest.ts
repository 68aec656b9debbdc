import { eventually } from '@todoke/testing';
import type { System } from '../system/system.js';
import { eventsUnderWay, eventTotal } from './events.js';
import { mailsUnderWay } from './mails.js';
import { describe, hasEnded, stagesOf } from './stages.js';

/**
 * How long a whole day's work may take to come to its end, in milliseconds: so long that only what hangs exceeds it.
 */
export const dayLong = 20 * 60_000;

/**
 * Waits until every application and mail is at its end and every event with everybody who hears it; says what is not.
 */
export async function everythingHasEnded(system: System): Promise<void> {
  await eventually(
    async () => {
      const open = (await stagesOf(system)).filter((stage) => !hasEnded(stage));
      if (open.length > 0) throw new Error(`${open.length} have not: ${open.slice(0, 5).map(describe).join('; ')}`);
      const left = await underWay(system);
      if (left.length > 0) throw new Error(left.join('; '));
      return true;
    },
    { timeout: dayLong, what: 'the end of every application' },
  );
}

/** Mails are checked after the events that make them. Their outcomes are events again, so none may come meanwhile. */
async function underWay(system: System): Promise<string[]> {
  const before = await eventTotal(system);
  const found = [...(await eventsUnderWay(system)), ...(await mailsUnderWay(system))];
  const more = (await eventTotal(system)) - before;
  return more > 0 ? [...found, `${more} events that came meanwhile`] : found;
}
