import Handlebars from 'handlebars';

const inTokyo = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', ...options });

const day = inTokyo({ year: 'numeric', month: 'long', day: 'numeric' });
const minute = inTokyo({
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const figures = new Intl.NumberFormat('ja-JP');

const instant = (value: unknown): Date | undefined => {
  if (!(value instanceof Date) && typeof value !== 'string' && typeof value !== 'number') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const machineReadable = (value: unknown, format: Intl.DateTimeFormat): Handlebars.SafeString | string => {
  const date = instant(value);
  return date === undefined
    ? ''
    : new Handlebars.SafeString(`<time datetime="${date.toISOString()}">${format.format(date)}</time>`);
};

const telephoneLink = (number: string): Handlebars.SafeString => {
  const shown = Handlebars.escapeExpression(number);
  return new Handlebars.SafeString(`<a class="telephone" href="tel:${number.replaceAll(/[^\d+]/g, '')}">${shown}</a>`);
};

/** Helpers of every template. All times are Asia/Tokyo. */
export const formatters = {
  /** `{{date at}}` → 2026年12月30日 */
  date: (value: unknown) => machineReadable(value, day),
  /** `{{datetime at}}` → 2026年12月30日 23:59 */
  datetime: (value: unknown) => machineReadable(value, minute),
  /** `{{count n}}` → 1,234 */
  count: (value: unknown) => (typeof value === 'number' ? figures.format(value) : ''),
  /** `{{telephone number}}`: a number that a phone dials when it is pressed, and that never breaks over lines. */
  telephone: (value: unknown) => (typeof value === 'string' && /\d/.test(value) ? telephoneLink(value) : value),
  /** `{{#if (eq status 'done')}}` */
  eq: (left: unknown, right: unknown) => left === right,
  /** `{{#if (any a b)}}`: whether at least one holds. */
  any: (...values: unknown[]) => values.slice(0, -1).some(Boolean),
  /** `{{#if (not a)}}` */
  not: (value: unknown) => !value,
};

/** Markup that code has built and escaped itself; templates print it unescaped. */
export const safe = (html: string): Handlebars.SafeString => new Handlebars.SafeString(html);
