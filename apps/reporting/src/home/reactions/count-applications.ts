import { type EventOf, preNoticeWanted } from '@todoke/events';
import { progressEvents, progressOf } from '@todoke/lifecycle';
import type { Transaction } from '../../persistence/databases.js';
import { type Application, isCounted } from '../domain/application.js';
import { placeOf } from '../domain/place.js';
import { noteApplications } from '../persistence/applications.js';

type Counted = Exclude<(typeof progressEvents)[number], typeof preNoticeWanted>;

/** An application whose mail ① is on its way is counted as approved. */
export const countedEvents = progressEvents.filter((one): one is Counted => one !== preNoticeWanted);

/** Counts each application under its newest state, where its items or its prefecture say that it belongs. */
export const countApplications = (events: readonly EventOf<Counted>[], tx: Transaction): Promise<void> =>
  noteApplications(tx, events.flatMap(applicationIn));

function applicationIn(event: EventOf<Counted>): Application[] {
  const { data } = event;
  const { number, state, round, stage, version } = progressOf(event);
  if (!isCounted(state)) return [];
  const place = 'items' in data ? placeOf(data.items) : { prefecture: data.prefecture };
  return [{ number, state, round, stage, version, ...place }];
}
