import { Problem } from '@todoke/service';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isBelow, pathOf, withoutSession } from '../sessions/sessions.js';
import type { TurnLimits, WebAppOptions } from '../options.js';

/**
 * More than this many would only take turns for connections to the database, and each would take longer than all of
 * them one after the other: throughput would fall where it is needed most.
 */
const usual: TurnLimits = { atOnce: 40, waiting: 1_000, patience: 5_000 };

const tooBusy = (detail: string): Problem =>
  new Problem(
    'too-busy',
    'unavailable',
    'ただいまアクセスが集中しています。しばらくたってから、もう一度お試しください。',
    detail,
  );

/** A queue: whoever came first goes first. */
class Turns {
  private underWay = 0;
  private readonly queue = new Set<() => void>();

  constructor(private readonly limits: TurnLimits = usual) {}

  /**
   * Waits for a turn.
   * @param gone aborts where nobody waits for the answer any more
   * @returns ends the turn; further calls do nothing
   * @throws Problem too-busy where too many wait, or it took too long
   */
  async take(gone: AbortSignal): Promise<() => void> {
    if (this.underWay < this.limits.atOnce) this.underWay += 1;
    else await this.wait(gone);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.next();
    };
  }

  /** The turn goes to the next in the queue, or is free. */
  private next(): void {
    const [first] = this.queue;
    if (first === undefined) this.underWay -= 1;
    else first();
  }

  private wait(gone: AbortSignal): Promise<void> {
    const { waiting, patience } = this.limits;
    if (this.queue.size >= waiting) throw tooBusy(`${waiting} requests wait`);
    return new Promise((resolve, reject) => {
      const leave = (end: () => void) => (): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', left);
        this.queue.delete(begin);
        end();
      };
      const begin = leave(resolve);
      const left = leave(() => reject(tooBusy('the client has gone')));
      const timer = setTimeout(
        leave(() => reject(tooBusy('no turn in time'))),
        patience,
      );
      gone.addEventListener('abort', left);
      this.queue.add(begin);
    });
  }
}

const ends = new WeakMap<FastifyReply, () => void>();

/**
 * A bounded number of requests is worked on at once; more wait their turn, or are told 503. Those that need no session
 * have no limit: probes have to be answered, and services ask each other while a request of their own is under way.
 */
export function registerTurns(server: FastifyInstance, options: WebAppOptions): void {
  const turns = new Turns(options.turns);
  const exempt = [...withoutSession, ...(options.csrfExempt ?? [])];
  server.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request.raw.url ?? '/');
    if (exempt.some((prefix) => isBelow(path, prefix))) return;
    const gone = new AbortController();
    reply.raw.once('close', () => {
      gone.abort();
      ends.get(reply)?.();
    });
    ends.set(reply, await turns.take(gone.signal));
    if (gone.signal.aborted) ends.get(reply)?.();
  });
  // What is sent slowly, as a file, has had its turn.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    ends.get(reply)?.();
    done();
  });
}
