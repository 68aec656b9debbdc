import type { Sql } from '@todoke/database';
import { type EventOf, preNoticeWanted } from '@todoke/events';
import { progressEvents, progressOf } from '@todoke/lifecycle';
import { type Application, isCounted } from '../domain/application.js';
import { placeOf } from '../domain/place.js';
import { mergedApplications } from '../persistence/applications.js';

type Counted = Exclude<(typeof progressEvents)[number], typeof preNoticeWanted>;

/** The events that change a count. 事前確認送信済 changes none: such an application is counted as approved. */
export const countedEvents = progressEvents.filter((one): one is Counted => one !== preNoticeWanted);

/** Keeps the newest state of each application, with the place and type that the event has. */
export const countApplications = (events: readonly EventOf<Counted>[]): Sql | undefined =>
  mergedApplications(events.flatMap(applicationIn));

function applicationIn(event: EventOf<Counted>): Application[] {
  const { data } = event;
  const { number, state, round, stage, version } = progressOf(event);
  if (!isCounted(state)) return [];
  const place =
    'items' in data ? { ...placeOf(data.items), placeRound: round } : { prefecture: data.prefecture, placeRound: 0 };
  return [{ number, state, round, stage, version, ...place }];
}
