import type { Envelope } from '@todoke/events';
import { positionOf } from '@todoke/lifecycle';
import { noteApplication } from '../persistence/applications.js';
import type { Transaction } from '../../persistence/databases.js';
import type { CountedState } from '../domain/application.js';
import { type Items, placeOf } from '../domain/place.js';

/** What an event about an application tells: which one, its round, and where it belongs, by its items or its prefecture. */
type Told = { readonly number: string; readonly round?: number | undefined } & (
  | { readonly items: Items }
  | { readonly prefecture: string }
);

/**
 * The reaction that counts an application under a state from then on.
 * @param state the state, or how the event tells it
 */
export const countAs =
  <Data extends Told>(state: CountedState | ((data: Data) => CountedState)) =>
  async ({ aggregate, data }: Pick<Envelope<string, Data>, 'aggregate' | 'data'>, tx: Transaction): Promise<void> => {
    const becomes = typeof state === 'function' ? state(data) : state;
    await noteApplication(tx, {
      number: data.number,
      ...('items' in data ? placeOf(data.items) : { prefecture: data.prefecture }),
      state: becomes,
      ...positionOf(becomes, { round: data.round, version: aggregate.version }),
    });
  };
