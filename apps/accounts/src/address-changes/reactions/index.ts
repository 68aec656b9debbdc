import type { Parts } from '@todoke/composition';
import { addressChangeRequested } from '@todoke/events';
import { on } from '@todoke/messaging';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { settleAddressChange } from '../actions/settle-address-change.js';

/** The table of reactions: a prefecture requests another mail address for an account (R164). */
export const reactions = [
  on.each(addressChangeRequested, ({ data }, tx: Transaction, { clock }: Parts<Config>) =>
    settleAddressChange(tx, data, { actor: data.requestedBy, now: clock.now() }),
  ),
];
