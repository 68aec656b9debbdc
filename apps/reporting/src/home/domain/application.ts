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
  'not-issued',
] as const;
export type CountedState = (typeof countedStates)[number];

/** One application in the projection: where it is, what it is, and how far it has come. No personal data. */
export interface Application {
  readonly number: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly institutionType?: string | undefined;
  readonly state: CountedState;
  /** Which service spoke last, along the way of an application: 1 registration, 2 approval, 3 accounts. */
  readonly stage: 1 | 2 | 3;
  /** Version of the application at that service. */
  readonly version: number;
}

/**
 * Adds what an event tells to what is known. The state is that of the service furthest along, its newest
 * version; place and type come from whichever event knows them. So any order and any repetition end the same.
 */
export function fold(known: Application | undefined, news: Application): Application {
  if (known === undefined) return news;
  const newer = news.stage > known.stage || (news.stage === known.stage && news.version > known.version);
  return {
    ...(newer ? news : known),
    municipalityCode: known.municipalityCode ?? news.municipalityCode,
    institutionType: known.institutionType ?? news.institutionType,
  };
}
