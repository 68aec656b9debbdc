import { isNewer, type ApplicationState, type Position } from '@todoke/lifecycle';

/** Where an application stands, as far as counting it goes (R159). */
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

/** One application in the projection: where it is, what it is, and how far it has come. No personal data. */
export interface Application extends Position {
  readonly number: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly institutionType?: string | undefined;
  readonly state: CountedState;
}

/**
 * Adds what an event tells to what is known. The state is that of the newer position; place and type come from whichever
 * event knows them. So any order and any repetition end the same.
 */
export function fold(known: Application | undefined, news: Application): Application {
  if (known === undefined) return news;
  return {
    ...(isNewer(news, known) ? news : known),
    municipalityCode: known.municipalityCode ?? news.municipalityCode,
    institutionType: known.institutionType ?? news.institutionType,
  };
}
