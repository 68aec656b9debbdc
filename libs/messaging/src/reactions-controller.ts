import { Catch, Controller, type RpcExceptionFilter, type Type, UseFilters } from '@nestjs/common';
import { BaseRpcContext, Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { SqlTransaction } from '@todoke/database';
import type { Envelope } from '@todoke/events';
import { type Observable, throwError } from 'rxjs';
import { patternOf } from './reaction-table.js';
import type { Hearing } from './reactions.js';

/** Context of a handler: the transaction, and the third argument of reactions. */
export class ReactionContext extends BaseRpcContext<[SqlTransaction, unknown]> {}

/** Rethrows errors as they are, because the deliverer judges them. Nest would make each "Internal server error". */
@Catch()
class Rethrow implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Makes a Nest controller for a module, with a handler for each row of its table. */
export function reactionsController(module: string, hearings: readonly Hearing<never, never>[]): Type {
  // eslint-disable-next-line todoke/routes-say-who -- it hears events and has no routes
  @Controller()
  @UseFilters(Rethrow)
  class Reactions {}

  for (const { contracts, react } of hearings.filter(({ takes }) => takes !== 'statement')) {
    const pattern = patternOf(
      module,
      contracts.map(({ subject }) => subject),
    );
    const handler = (events: readonly Envelope[], context: ReactionContext): Promise<void> => {
      const [transaction, parts] = context.getArgs();
      return react(events as never, transaction as never, parts as never);
    };
    const descriptor = { value: handler, writable: true, configurable: true };
    Object.defineProperty(Reactions.prototype, pattern, descriptor);
    Payload()(Reactions.prototype, pattern, 0);
    Ctx()(Reactions.prototype, pattern, 1);
    EventPattern<string>(pattern)(Reactions.prototype, pattern, descriptor);
  }
  return Reactions;
}
