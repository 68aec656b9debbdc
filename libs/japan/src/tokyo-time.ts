/**
 * Days and clock times in Asia/Tokyo, whatever the time zone of the process. The offset is always nine hours: Japan has
 * had no daylight saving time since 1952, when the law for it was repealed. So no time zone data is needed.
 */
const OFFSET = 9 * 60 * 60 * 1000;
const A_DAY = 24 * 60 * 60 * 1000;

/** A calendar day, 'YYYY-MM-DD'. */
export type Day = string;

export interface TokyoTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** @throws RangeError for an invalid date */
export function inTokyo(at: Date): TokyoTime {
  if (Number.isNaN(at.getTime())) throw new RangeError('not a date');
  const there = new Date(at.getTime() + OFFSET);
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    weekday: there.getUTCDay(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    second: there.getUTCSeconds(),
  };
}

/** The day of an instant in Japan. @throws RangeError for an invalid date */
export const dayInTokyo = (at: Date): Day => new Date(at.getTime() + OFFSET).toISOString().slice(0, 10);

/** The instant of a clock time in Japan. @throws RangeError where the day is invalid */
export function atTokyo(day: Day, hour = 0, minute = 0): Date {
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  if (Number.isNaN(midnight)) throw new RangeError(`not a day: ${day}`);
  return new Date(midnight - OFFSET + (hour * 60 + minute) * 60_000);
}

export const addDays = (day: Day, days: number): Day => dayInTokyo(new Date(atTokyo(day).getTime() + days * A_DAY));
