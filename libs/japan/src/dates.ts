/** Dates as people read them, always in the time of Japan (Asia/Tokyo). */
import { atTokyo, inTokyo, type Day } from './tokyo-time.js';

const WEEKDAYS = '日月火水木金土';
const two = (number: number): string => String(number).padStart(2, '0');

/**
 * First day and name of each era of the calendar in use (元号法, and the imperial decrees before it), the latest first.
 */
const ERAS: readonly (readonly [Day, string])[] = [
  ['2019-05-01', '令和'],
  ['1989-01-08', '平成'],
  ['1926-12-25', '昭和'],
  ['1912-07-30', '大正'],
  ['1873-01-01', '明治'],
];

/** 2026年11月20日 */
export function formatDate(at: Date): string {
  const { year, month, day } = inTokyo(at);
  return `${year}年${month}月${day}日`;
}

/** 2026年11月20日（金） */
export const formatDateWithWeekday = (at: Date): string => `${formatDate(at)}（${WEEKDAYS[inTokyo(at).weekday]}）`;

/** 2026年11月20日 9:05 */
export function formatDateTime(at: Date): string {
  const { hour, minute } = inTokyo(at);
  return `${formatDate(at)} ${hour}:${two(minute)}`;
}

/** 9:05 */
export function formatTime(at: Date): string {
  const { hour, minute } = inTokyo(at);
  return `${hour}:${two(minute)}`;
}

/**
 * 令和8年11月20日; the first year of an era is 元年. Before 1873, when the solar calendar came into use, the year of today's
 * calendar.
 */
export function formatEraDate(at: Date): string {
  const { year, month, day } = inTokyo(at);
  const era = ERAS.find(([first]) => at >= atTokyo(first));
  if (!era) return formatDate(at);
  const [first, name] = era;
  // 明治 began in 1868, five years before the calendar that makes its dates comparable.
  const count = year - (name === '明治' ? 1868 : Number(first.slice(0, 4))) + 1;
  return `${name}${count === 1 ? '元' : count}年${month}月${day}日`;
}

/** 2026-11-20T09:05:00+09:00, for <time datetime>. */
export function formatMachineTime(at: Date): string {
  const { year, month, day, hour, minute, second } = inTokyo(at);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}+09:00`;
}
