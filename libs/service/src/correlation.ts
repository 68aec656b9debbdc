import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Which request, and which event within it, made something happen. Travels in logs and event envelopes. */
export interface Correlation {
  readonly correlationId: string;
  readonly causationId?: string;
}

const storage = new AsyncLocalStorage<Correlation>();

export const correlation = {
  /** The ids of the work under way. Work that no request caused gets an id of its own. */
  current: (): Correlation => storage.getStore() ?? { correlationId: randomUUID() },
  run: <T>(ids: Correlation, work: () => T): T => storage.run(ids, work),
  /** For hooks that cannot wrap what follows them. */
  enter: (ids: Correlation): void => storage.enterWith(ids),
  active: (): Correlation | undefined => storage.getStore(),
};
