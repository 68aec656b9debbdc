import type { Parts } from '@todoke/composition';
import type { applicationApproved, EventOf } from '@todoke/events';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { openCheck as open } from '../actions/open-check.js';

/** The prefecture approved: the secretariat has to check (R46). */
export const openCheck = (
  { data }: EventOf<typeof applicationApproved>,
  tx: Transaction,
  { clock }: Parts<Config>,
): Promise<void> => open(tx, data, { actor: 'approval.application-approved', now: clock.now() });
