const hour = 60 * 60 * 1000;

/** 使用率: inpatients of the beds that are secured (確保病床使用率), as a share; undefined where none is secured. */
export const usage = (inpatients: number | undefined, secured: number | undefined): number | undefined =>
  inpatients === undefined || secured === undefined || secured <= 0 ? undefined : inpatients / secured;

/** Whole hours since a figure was answered. */
export const hoursSince = (answeredAt: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - answeredAt.getTime()) / hour));

/** A figure of more than 24 hours is marked. */
export const isOld = (answeredAt: Date, now: Date): boolean => now.getTime() - answeredAt.getTime() > 24 * hour;

/** 1時間未満, 5時間, 3日: days from the second one on. */
export function ageWord(answeredAt: Date, now: Date): string {
  const hours = hoursSince(answeredAt, now);
  if (hours === 0) return '1時間未満';
  return hours < 48 ? `${hours}時間` : `${Math.floor(hours / 24)}日`;
}

/** Empty and secured beds of one place. */
export interface BedsOfPlace {
  /** Two digits. */
  readonly prefecture: string;
  /** Code and name of the 二次医療圏; '' where it is not known. */
  readonly area: string;
  readonly areaName: string;
  readonly hospitals: number;
  /** Hospitals that have ever answered. */
  readonly answered: number;
  readonly secured: number;
  readonly empty: number;
}

/** Areas of several prefectures become one place a prefecture; those of one prefecture stay. */
export function placesOf(areas: readonly BedsOfPlace[]): readonly BedsOfPlace[] {
  if (new Set(areas.map(({ prefecture }) => prefecture)).size < 2) return areas;
  const places = new Map<string, BedsOfPlace>();
  for (const one of areas) {
    const known = places.get(one.prefecture);
    places.set(one.prefecture, known === undefined ? { ...one, area: '', areaName: '' } : sum(known, one));
  }
  return [...places.values()];
}

const sum = (one: BedsOfPlace, other: BedsOfPlace): BedsOfPlace => ({
  ...one,
  hospitals: one.hospitals + other.hospitals,
  answered: one.answered + other.answered,
  secured: one.secured + other.secured,
  empty: one.empty + other.empty,
});
