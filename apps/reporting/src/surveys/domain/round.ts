import type { Form } from '@todoke/forms';
import { addDays, atTokyo, type Day, dayInTokyo, inTokyo } from '@todoke/japan';

type Cadence = Form['cadence'];

/** Until which hour a prefecture wants answers, where it has not set another. */
export const usualHour = '13:00';

/** A weekly round is named by its Monday, and is to be answered by the Friday of that week. */
const daysUntilFriday = 4;

/** The round to which a day belongs: the day itself, or the Monday of its week. */
export function roundOf(cadence: Cadence, day: Day): Day {
  if (cadence !== 'weekly') return day;
  const { weekday } = inTokyo(atTokyo(day));
  return addDays(day, -((weekday + 6) % 7));
}

/** Whether a text from outside is a day of the calendar, of a year in which anybody was asked anything. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The round under way, whether or not its row has been made. */
export const presentRound = (cadence: Cadence, now: Date): Day => roundOf(cadence, dayInTokyo(now));

/** Whether a day names a round that has begun. */
export const isRound = (cadence: Cadence, day: Day, now: Date): boolean =>
  day <= dayInTokyo(now) && roundOf(cadence, day) === day;

/** All rounds from one to another, both included, the oldest first. */
export function roundsBetween(cadence: Cadence, first: Day, last: Day): Day[] {
  const step = cadence === 'weekly' ? 7 : 1;
  const rounds: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, step)) rounds.push(day);
  return rounds;
}

/** The last day on which answers to a round are in time. */
export const lastDayOf = (cadence: Cadence, round: Day): Day =>
  cadence === 'weekly' ? addDays(round, daysUntilFriday) : round;

/** The instant from which answers to a round are late. @param hour of the prefecture, 'HH:MM' up to '24:00' */
export function deadlineOf(cadence: Cadence, round: Day, hour: string): Date {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return atTokyo(lastDayOf(cadence, round), hours, minutes);
}
