import type { Envelope } from '@todoke/events';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../../persistence/databases.js';
import type { Application, CountedState } from '../domain/application.js';
import { type Items, placeOf } from '../domain/place.js';

/** What every event about an application tells: which one, and where it belongs, by its items or its prefecture. */
type Told = { readonly number: string } & ({ readonly items: Items } | { readonly prefecture: string });

/**
 * The reaction that counts an application under a state from then on.
 * @param state the state, or how the event tells it
 * @param stage of the service whose event it is
 */
export const countAs =
  <Data extends Told>(state: CountedState | ((data: Data) => CountedState), stage: Application['stage']) =>
  async ({ aggregate, data }: Pick<Envelope<string, Data>, 'aggregate' | 'data'>, tx: Transaction): Promise<void> => {
    await noteApplication(tx, {
      number: data.number,
      ...('items' in data ? placeOf(data.items) : { prefecture: data.prefecture }),
      state: typeof state === 'function' ? state(data) : state,
      stage,
      version: aggregate.version,
    });
  };
