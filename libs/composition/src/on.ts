import type { SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';
import type { Parts } from './parts.js';

export interface Row {
  readonly contract: EventContract;
  readonly react: (event: never, transaction: never, parts: never) => Promise<void>;
}

export const on = {
  each: <Contract extends EventContract, Transaction extends SqlTransaction, Settings>(
    contract: Contract,
    react: (event: EventOf<Contract>, transaction: Transaction, parts: Parts<Settings>) => Promise<void>,
  ): Row => ({ contract, react }),
};
