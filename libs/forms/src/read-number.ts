/** Figures, days and times of day as people type and paste them. Each function gives undefined for what is none. */
import { plainCode } from '@todoke/japan';

/** More digits would not survive as a number. */
const mostDigits = 15;

/** The zero of an input method: 〇, and the circles that people take for it. */
const ZEROS = /[〇○◯]/gu;
const GROUPS = /(?<=\d)[,、 ](?=\d{3}(?!\d))/gu;

/**
 * A figure: full width, grouped (1,234), with its unit (12人, 1,234円) or a sign before it.
 * @param units what may stand behind the figure
 */
export function readFigure(text: string, units: readonly string[] = []): number | undefined {
  const plain = plainCode(text.replace(ZEROS, '0')).replace(GROUPS, '');
  const unit = units.map((word) => plainCode(word)).find((word) => word !== '' && plain.endsWith(word)) ?? '';
  const figure = plain
    .slice(0, plain.length - unit.length)
    .replace(/^[¥+]\s*/u, '')
    .trim();
  if (!/^-?\d+(\.\d+)?$/.test(figure) || figure.replace(/\D/g, '').length > mostDigits) return undefined;
  const number = Number(figure);
  return number === 0 ? 0 : number;
}

/** How many digits stand behind the point. */
export const placesIn = (figure: number): number =>
  /\.(\d+)$/.exec(figure.toFixed(10).replace(/0+$/, ''))?.[1]?.length ?? 0;

const two = (figure: number | string): string => String(figure).padStart(2, '0');

const HALF_PAST = /^(?<hour>\d{1,2})時半$/u;
const TIME = /^(?<hour>\d{1,2})(?:[:時.]\s?(?<minute>\d{1,2})?分?|)$/u;
const IN_DIGITS = /^(?<hour>\d{1,2})(?<minute>\d{2})$/u;
const AFTERNOON = /^(?:午後|PM)\s*|\s*PM$/iu;
const MORNING = /^(?:午前|AM)\s*|\s*AM$/iu;

/** A time of day, 'HH:MM' from 00:00 to 24:00: 10時30分, 10時半, 1030, 午後3時. */
export function readTime(text: string): string | undefined {
  const plain = plainCode(text.replace(ZEROS, '0'));
  const bare = plain
    .replace(AFTERNOON, '')
    .replace(MORNING, '')
    .replace(/[:：]\s*/u, ':');
  const half = HALF_PAST.exec(bare)?.groups;
  const parts = half ? { hour: half['hour'], minute: '30' } : (TIME.exec(bare)?.groups ?? IN_DIGITS.exec(bare)?.groups);
  if (!parts) return undefined;
  const [hour, minute] = [Number(parts['hour']), Number(parts['minute'] ?? 0)];
  const inHalves = AFTERNOON.test(plain) || MORNING.test(plain);
  if (inHalves && hour > 12) return undefined;
  const whole = inHalves ? (hour % 12) + (AFTERNOON.test(plain) ? 12 : 0) : hour;
  const valid = minute < 60 && (whole < 24 || (whole === 24 && minute === 0));
  return valid ? `${two(whole)}:${two(minute)}` : undefined;
}

/** The year before the first of an era: 令和1年 is 2019. */
const ERAS: readonly (readonly [RegExp, number])[] = [
  [/^(?:令和|R)/iu, 2018],
  [/^(?:平成|H)/iu, 1988],
  [/^(?:昭和|S)/iu, 1925],
  [/^(?:大正|T)/iu, 1911],
  [/^(?:明治|M)/iu, 1867],
];
const DAY = /^(?<year>\d{1,4})[-/.年]\s?(?<month>\d{1,2})[-/.月]\s?(?<day>\d{1,2})日?$/u;
const DAY_IN_DIGITS = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/u;

/** A day, 'YYYY-MM-DD', from 1900 to 2199: 2026年12月30日, 2026/12/30, 令和8年12月30日, R8.12.30. */
export function readDay(text: string): string | undefined {
  const plain = plainCode(text.replace(ZEROS, '0'))
    .replace(/[（(][日月火水木金土][)）]$/u, '')
    .replace('元年', '1年')
    .trim();
  const era = ERAS.find(([name]) => name.test(plain));
  const bare = era ? plain.replace(era[0], '').trim() : plain;
  const parts = (DAY.exec(bare) ?? (era ? null : DAY_IN_DIGITS.exec(bare)))?.groups;
  if (!parts || (era === undefined && parts['year']?.length !== 4)) return undefined;
  const year = Number(parts['year']) + (era?.[1] ?? 0);
  const day = `${year}-${two(parts['month'] ?? '')}-${two(parts['day'] ?? '')}`;
  return year >= 1900 && year <= 2199 && isDay(day) ? day : undefined;
}

const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
};
