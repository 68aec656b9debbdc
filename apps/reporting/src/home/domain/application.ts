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
  readonly state: CountedState;
}

/**
 * Merges one event into what is stored. The later position gives the state; the place and the type come from whichever
 * event has them. So any order and any repetition end the same.
 */
export function fold(known: Application | undefined, news: Application): Application {
  if (known === undefined) return news;
  return {
    ...(isNewer(news, known) ? news : known),
    municipalityCode: known.municipalityCode ?? news.municipalityCode,
    institutionType: known.institutionType ?? news.institutionType,
  };
}

/** Merges many events into one application each, in the order of their numbers. */
export function foldAll(news: readonly Application[]): Application[] {
  const folded = new Map<string, Application>();
  for (const one of news) folded.set(one.number, fold(folded.get(one.number), one));
  return [...folded.values()].sort((one, other) => (one.number < other.number ? -1 : 1));
}
