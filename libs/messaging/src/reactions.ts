import { Catch, Controller, type RpcExceptionFilter, type Type, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { SqlTransaction } from '@todoke/database';
import type { EventContract, EventOf } from '@todoke/events';
import { type Observable, throwError } from 'rxjs';
import type { Inbox } from './inbox.js';

/**
 * What a service does when it hears an event, within the transaction that also notes the event in the inbox.
 * @throws PrerequisiteMissing when the ground is missing; Problem when the event can never be taken
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

/**
 * In the row of an event that a service heard once and hears no more. Without its row the event is dead-lettered, since
 * the next release of the service may hear it.
 */
export const ignore = (): Promise<void> => Promise.resolve();

/** Nest would turn every error into "Internal server error"; the strategy needs the error itself. */
@Catch()
class Rethrow implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes the controller whose handlers are the rows of the table. Each handler runs its reaction once an event.
 * @throws where an event has two rows: the inbox takes it once, so the second would never run
 */
export function reactionsController<Transaction extends SqlTransaction>(
  hearings: readonly Hearing<Transaction>[],
  inbox: Inbox<Transaction>,
): Type {
  @Controller()
  @UseFilters(Rethrow)
  class Reactions {}

  refuseTwoRows(hearings);
  for (const { contract, react } of hearings) {
    const handler = (event: EventOf<typeof contract>): Promise<void> =>
      inbox.once(event, (transaction) => react(event as never, transaction));
    const method = contract.subject;
    const descriptor = { value: handler, writable: true, configurable: true };
    Object.defineProperty(Reactions.prototype, method, descriptor);
    Payload()(Reactions.prototype, method, 0);
    EventPattern<string>(contract.subject)(Reactions.prototype, method, descriptor);
  }
  return Reactions;
}

function refuseTwoRows(hearings: readonly Pick<Hearing, 'contract'>[]): void {
  const subjects = hearings.map(({ contract }) => contract.subject);
  const twice = subjects.find((subject, at) => subjects.indexOf(subject) !== at);
  if (twice !== undefined) throw new Error(`${twice} has two rows in the table of reactions: make them one`);
}
