import { isNewer, type ApplicationState, type Position } from '@todoke/lifecycle';

/** The states under which applications are counted (R159). */
export const countedStates = [
  'waiting',
  'approved',
  'issued',
  'granted',
  'nothing-to-do',
  'rejected',
  'pre-notice-undeliverable',
  'voided',
] as const satisfies readonly ApplicationState[];
export type CountedState = (typeof countedStates)[number];

export const isCounted = (state: ApplicationState): state is CountedState =>
  countedStates.some((counted) => counted === state);

/** One application in the projection: state, position, place and type. No personal data. */
export interface Application extends Position {
  readonly number: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly institutionType?: string | undefined;
  /** The round whose items told municipality and type; 0 where none did yet. */
  readonly placeRound: number;
  readonly state: CountedState;
}

/**
 * Adds what an event tells to what is known. The state is that of the newer position; municipality and type are those
 * of the latest round whose items are known. So any order and any repetition end the same.
 */
export function fold(known: Application | undefined, news: Application): Application {
  if (known === undefined) return news;
  const { municipalityCode, institutionType, placeRound } = news.placeRound > known.placeRound ? news : known;
  return { ...(isNewer(news, known) ? news : known), municipalityCode, institutionType, placeRound };
}

/** Merges many events into one application each, in the order of their numbers. */
export function foldAll(news: readonly Application[]): Application[] {
  const folded = new Map<string, Application>();
  for (const one of news) folded.set(one.number, fold(folded.get(one.number), one));
  return [...folded.values()].sort((one, other) => (one.number < other.number ? -1 : 1));
}
