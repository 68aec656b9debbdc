import { Catch, Controller, type RpcExceptionFilter, type Type, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { RunInTransaction, SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';
import { type Observable, throwError } from 'rxjs';

/**
 * What a service does when it hears an event, within the transaction that also notes the event in the inbox.
 * @throws NotYet when the ground is missing; Problem when the event can never be taken
 */
export type Reaction<Contract extends EventContract, Transaction extends SqlTransaction = SqlTransaction> = (
  event: EventOf<Contract>,
  transaction: Transaction,
) => Promise<void>;

/** One row of an app's table of reactions. */
export interface Hearing<Transaction extends SqlTransaction = SqlTransaction> {
  readonly contract: EventContract;
  readonly react: (event: never, transaction: Transaction) => Promise<void>;
}

/** `on(applicationSubmitted, openReview)`: a row of `reactions/index.ts`. */
export const on = <Contract extends EventContract, Transaction extends SqlTransaction = SqlTransaction>(
  contract: Contract,
  react: Reaction<Contract, Transaction>,
): Hearing<Transaction> => ({ contract, react: react as Hearing<Transaction>['react'] });

/** Nest would turn every error into "Internal server error"; the strategy needs the error itself. */
@Catch()
class Rethrow implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes the controller whose handlers are the rows of the table. Each handler runs its reaction once an event:
 * the inbox row and the effect commit together, and a second delivery finds the row and does nothing.
 */
export function reactionsController<Transaction extends SqlTransaction>(
  hearings: readonly Hearing<Transaction>[],
  transactions: RunInTransaction<Transaction>,
): Type {
  @Controller()
  @UseFilters(Rethrow)
  class Reactions {}

  for (const { contract, react } of hearings) {
    const handler = (event: EventOf<typeof contract>): Promise<void> =>
      transactions(async (transaction) => {
        if (await firstDelivery(transaction, event)) await react(event as never, transaction);
      });
    const method = contract.subject;
    const descriptor = { value: handler, writable: true, configurable: true };
    Object.defineProperty(Reactions.prototype, method, descriptor);
    Payload()(Reactions.prototype, method, 0);
    EventPattern<string>(contract.subject)(Reactions.prototype, method, descriptor);
  }
  return Reactions;
}

async function firstDelivery(transaction: SqlTransaction, event: EventOf<EventContract>): Promise<boolean> {
  const inserted = await transaction.$executeRawUnsafe(
    'INSERT INTO inbox (event_id, subject) VALUES ($1::uuid, $2) ON CONFLICT DO NOTHING',
    event.id,
    event.subject,
  );
  return inserted === 1;
}
