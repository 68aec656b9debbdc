import type { Logger } from '@todoke/service';
import type { Transaction } from '../../persistence/databases.js';
import { forgetAttempts } from '../persistence/attempts.js';
import { forgetHopelessLogouts } from '../persistence/provider-sessions.js';
import { forgetExpiredItems } from '../persistence/provider-store.js';
import { forgetOldTickets } from '../persistence/tickets.js';

const aDay = 24 * 3_600_000;

/** Deletes what can never be asked for again: sessions, codes, tickets, counted attempts. */
export async function forgetWhatExpired(database: Transaction, now: Date, logger: Logger): Promise<boolean> {
  const items = await forgetExpiredItems(database);
  await forgetOldTickets(database);
  await forgetAttempts(database, new Date(now.getTime() - aDay));
  const lost = await forgetHopelessLogouts(database);
  if (lost > 0) logger.error({ lost }, 'services were never told of a sign-out');
  logger.debug({ items }, 'expired sessions and codes are gone');
  return false;
}
