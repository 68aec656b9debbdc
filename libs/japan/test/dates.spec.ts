import fc from 'fast-check';
import {
  atTokyo,
  dayInTokyo,
  formatDate,
  formatDateTime,
  formatDateWithWeekday,
  formatEraDate,
  formatMachineTime,
  formatTime,
} from '../src/index.js';

const at = new Date('2026-11-20T00:05:09Z');

describe('a date for people', () => {
  it('is written with year, month and day, as in Tokyo', () => {
    expect(formatDate(at)).toBe('2026年11月20日');
    expect(formatDate(new Date('2026-12-31T15:00:00Z'))).toBe('2027年1月1日');
  });

  it('can name the weekday and the time', () => {
    expect(formatDateWithWeekday(at)).toBe('2026年11月20日（金）');
    expect(formatDateTime(at)).toBe('2026年11月20日 9:05');
    expect(formatTime(at)).toBe('9:05');
  });

  it('has a form for machines with the offset of Tokyo', () => {
    expect(formatMachineTime(at)).toBe('2026-11-20T09:05:09+09:00');
    expect(new Date(formatMachineTime(at))).toEqual(at);
  });
});

describe('an era date', () => {
  it.each([
    ['2026-11-20', '令和8年11月20日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2019-04-30', '平成31年4月30日'],
    ['1989-01-08', '平成元年1月8日'],
    ['1989-01-07', '昭和64年1月7日'],
    ['1926-12-25', '昭和元年12月25日'],
    ['1926-12-24', '大正15年12月24日'],
    ['1912-07-29', '明治45年7月29日'],
    ['1873-01-01', '明治6年1月1日'],
    ['1872-12-31', '1872年12月31日'],
  ])('%s is %s', (day, text) => {
    expect(formatEraDate(atTokyo(day))).toBe(text);
  });

  it('agrees with the calendar of ICU', () => {
    const icu = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
    const [min, max] = [atTokyo('1900-01-01'), atTokyo('2100-01-01')];
    // Days, not instants: in the summers of 1948 to 1951 Japan had summer time, and its days began an hour earlier.
    const dates = fc.date({ min, max, noInvalidDate: true }).map((date) => atTokyo(dayInTokyo(date)));
    fc.assert(fc.property(dates, (date) => expect(formatEraDate(date)).toBe(icu.format(date))));
  });
});
